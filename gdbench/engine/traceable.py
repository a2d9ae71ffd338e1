"""Finds out what a factory does not allow: arguments that cannot be traced, and transformations that ask for more.

An argument cannot be traced if the code of the factory turns it into a shape or a branch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import jax

from gdbench.engine.bundles import make_work
from gdbench.engine.factories import FactoryRule
from gdbench.engine.layout import Layout
from gdbench.engine.parameter_trees import ParameterTree
from gdbench.engine.transformations import FunctionAsked
from gdbench.types import Variant, Workload

_DTYPE = "float32"


def with_untraceable_fixed(
    variant: Variant, fixed: Mapping[str, Any], workloads: Sequence[Workload]
) -> tuple[Variant, list[str]]:
    """Return the factory with arguments that cannot be traced made static, and their names.

    A factory that calls the function itself needs ``value_fn``, which no workload has. A factory that fails for
    another reason is returned unchanged; its cells will report the traceback. As a factory may ask for parameters of a
    certain form, the first workload counts on which it runs.
    """
    if variant.kind != "factory":
        return variant, []
    traced = [name for name, knob in variant.hyperparameters.items() if knob.traced]
    for tree in _trees(workloads):
        fault = _fault(variant, fixed, (), tree)
        if isinstance(fault, FunctionAsked):
            return replace(variant, needs=variant.needs | {"value_fn"}), []
        if fault is None:
            return variant, []
        if _fault(variant, fixed, traced, tree) is None:
            others = {name: [other for other in traced if other != name] for name in traced}
            stuck = [name for name in traced if _fault(variant, fixed, others[name], tree) is not None]
            return _with_static(variant, stuck), stuck
    return variant, []


def _trees(workloads: Sequence[Workload]) -> Iterator[ParameterTree]:
    """Return the different parameters of the workloads, without those of a task whose init cannot be traced."""
    seen = set()
    for workload in workloads:
        unit = (workload.unit.kind, workload.unit.name, workload.dim)
        if unit in seen:
            continue
        seen.add(unit)
        try:
            yield make_work([workload], _DTYPE).tree
        except Exception:  # its own cells will report the traceback
            continue


def _with_static(variant: Variant, names: Iterable[str]) -> Variant:
    names = set(names)
    knobs = {
        name: replace(knob, traced=False, tuned=False) if name in names else knob
        for name, knob in variant.hyperparameters.items()
    }
    return replace(variant, hyperparameters=knobs)


def _fault(
    variant: Variant, fixed: Mapping[str, Any], constant: Iterable[str], tree: ParameterTree
) -> Exception | None:
    """Return why one step cannot be traced with the named arguments held constant, or None if it can."""
    trial = _with_static(variant, constant)
    rule = FactoryRule(trial, trial.static_settings(fixed), tree, Layout.RUNS_FIRST, _DTYPE)
    hp = {name: jax.ShapeDtypeStruct((1,), _DTYPE) for name in rule.arguments}
    x, keys = jax.ShapeDtypeStruct((1, tree.size), _DTYPE), jax.ShapeDtypeStruct((1, 2), "uint32")

    def once(x: jax.Array, hp: Any, keys: jax.Array) -> Any:
        state = rule.start(x, hp, keys)
        step, state = rule.step(1, x, x, state, hp, keys, x[:, 0])
        return rule.answer(1, x + step, state, hp)

    try:
        with jax.enable_x64(False):
            jax.eval_shape(once, x, hp, keys)
    except Exception as error:  # a factory may raise anything; its own cell will report the traceback
        return error
    return None
