"""Finds the arguments of a factory that cannot be traced, because its code turns them into a shape or a branch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import jax
import numpy as np

from gdbench.engine.factories import FactoryRule
from gdbench.engine.layout import Layout
from gdbench.types import Variant

_LEAVES = (("x", 0, (3,)),)


def with_untraceable_fixed(variant: Variant, fixed: dict[str, object]) -> tuple[Variant, list[str]]:
    """Return the factory with arguments that cannot be traced made static, and their names.

    A factory that fails for another reason is returned unchanged; its cells will report the traceback.
    """
    if variant.kind != "factory" or _traces(variant, fixed, ()):
        return variant, []
    traced = [name for name, knob in variant.hyperparameters.items() if knob.traced]
    if not _traces(variant, fixed, traced):
        return variant, []
    stuck = [name for name in traced if not _traces(variant, fixed, [other for other in traced if other != name])]
    knobs = {
        name: replace(knob, traced=False, tuned=False) if name in stuck else knob
        for name, knob in variant.hyperparameters.items()
    }
    return replace(variant, hyperparameters=knobs), stuck


def _traces(variant: Variant, fixed: dict[str, object], constant: Iterable[str]) -> bool:
    """Return whether one step can be traced with the named arguments held constant."""
    constant = set(constant)
    knobs = {
        name: replace(knob, traced=knob.traced and name not in constant)
        for name, knob in variant.hyperparameters.items()
    }
    trial = replace(variant, hyperparameters=knobs)
    rule = FactoryRule(trial, trial.static_settings(fixed), _LEAVES, 3, Layout.RUNS_FIRST, "float32")
    hp = {name: jax.ShapeDtypeStruct((1,), "float32") for name in rule.arguments}
    x, keys = jax.ShapeDtypeStruct((1, 3), "float32"), jax.ShapeDtypeStruct((1, 2), np.uint32)

    def once(x, hp, keys):
        return rule.step(1, x, x, rule.start(x, hp, keys), hp, keys, x[:, 0])

    try:
        jax.eval_shape(once, x, hp, keys)
    except Exception:  # a factory may raise anything; its own cell will report the traceback
        return False
    return True
