"""Every gradient rule as a drop-in ``optax.GradientTransformation``: ``gdbench.optax.adam(1e-3)``.

The arguments are the variant's hyperparameters in the order in which ``gdbench show NAME`` lists them; any traced
hyperparameter may be a schedule (a function of the step count) or a traced number. Rules with noise take ``key``, a JAX
random key. Rules that need the loss take it at each update: ``update(gradient, state, params, value=loss)``. The first
argument of a wrapper is the name of the wrapped rule: ``gdbench.optax.lookahead("adam", learning_rate=1e-3)``.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, NamedTuple

import jax
import optax
from jax import numpy as jnp
from jax.flatten_util import ravel_pytree

from gdbench.engine.kinds import gradient_rule
from gdbench.engine.layout import Layout
from gdbench.engine.rules import GradientRule
from gdbench.registry import load, names
from gdbench.types import Variant


class RuleState(NamedTuple):
    """The state of a rule: steps taken, a flat vector per slot, other floats, and the key of a rule with noise."""

    count: jax.Array  # type: ignore[assignment]  # Optax's name, which tuples also use for a method
    slots: tuple[jax.Array, ...]
    rows: jax.Array
    key: Any


def transformation(variant: Variant, /, *args: Any, key: Any = None, **settings: Any) -> optax.GradientTransformation:
    """Return ``variant`` as a transformation.

    Raises TypeError for an unknown or missing argument, and ValueError for an invalid value: one that is not among the
    choices of a knob, that is negative where it must not be, or a β outside [0, 1).
    """
    knobs = variant.hyperparameters
    bound = _signature(variant).bind(*args, **settings)
    bound.apply_defaults()
    for name, value in bound.arguments.items():
        is_number = isinstance(value, (bool, int, float, str)) or not knobs[name].traced
        fault = is_number and knobs[name].fault(name, value)
        if fault:
            raise ValueError(f"{variant.name}: {fault}")
    if variant.draws_noise and key is None:
        raise TypeError(f"{variant.name} draws noise: pass key=jax.random.key(…)")
    static = {name: value for name, value in bound.arguments.items() if not knobs[name].traced}

    def rule_for(params: Any) -> GradientRule:
        flat, _ = ravel_pytree(params)
        leaves, offset = [], 0
        for path, leaf in jax.tree_util.tree_flatten_with_path(params)[0]:
            leaves.append((jax.tree_util.keystr(path), offset, jnp.shape(leaf)))
            offset += jnp.size(leaf)
        return gradient_rule(variant, static, tuple(leaves), Layout.RUNS_LAST, _working(flat.dtype))

    def arguments(count: jax.Array, dtype: Any) -> dict[str, jax.Array]:
        out = {}
        for name, value in bound.arguments.items():
            if knobs[name].traced:
                now = value(count) if callable(value) else value
                complement = knobs[name].scale == "complement"
                passed = f"one_minus_{name}" if complement else name
                out[passed] = jnp.asarray(1.0 - now if complement else now, dtype)
        return out

    def init(params: Any) -> RuleState:
        rule = rule_for(params)
        count = jnp.zeros((), jnp.int32)
        slots, rows = rule.begin(ravel_pytree(params)[0].astype(rule.dtype), arguments(count, rule.dtype))
        return RuleState(count, slots, rows, key)

    def update(gradient: Any, state: RuleState, params: Any = None, **extra: Any) -> tuple[Any, RuleState]:
        if params is None:
            raise ValueError(f"{variant.name} needs the parameters: call update(gradient, state, params)")
        rule, t = rule_for(params), state.count + 1
        g, unravel = ravel_pytree(gradient)
        x = ravel_pytree(params)[0].astype(rule.dtype)
        given = {"noise": None, "value": extra.get("value")}
        if given["value"] is None and variant.sees_value:
            raise ValueError(f"{variant.name} needs the loss: call update(gradient, state, params, value=loss)")
        if variant.draws_noise:
            given["noise"] = jax.random.normal(jax.random.fold_in(state.key, t), x.shape, x.dtype)
        hp = arguments(state.count, x.dtype)
        step, slots, rows = rule.whole(t, g.astype(x.dtype), x, state.slots, state.rows, hp, given)
        return unravel(step.astype(g.dtype)), RuleState(t, tuple(slots), rows, state.key)

    return optax.GradientTransformationExtraArgs(init, update)


def _signature(variant: Variant) -> inspect.Signature:
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    knobs = variant.hyperparameters.items()
    return inspect.Signature([inspect.Parameter(name, kind, default=knob.default) for name, knob in knobs])


def _working(dtype: Any) -> str:
    """Return the dtype of state and arithmetic, at least float32: half precision is too coarse for second moments."""
    return jnp.promote_types(dtype, jnp.float32).name


def __getattr__(name: str) -> Callable[..., optax.GradientTransformation]:
    if name.startswith("_") or name not in names("variant"):
        raise AttributeError(f"module 'gdbench.optax' has no variant {name!r}")
    variant = load("variant", name)
    if variant.kind != "gradient":
        raise AttributeError(f"{name} is a full rule: it asks for more than one gradient a step")

    def factory(*args: Any, **settings: Any) -> optax.GradientTransformation:
        return transformation(variant, *args, **settings)

    def around(base: str = variant.inner.name if variant.inner else "", /, *args: Any, **settings: Any) -> Any:
        return transformation(load("variant", f"{name}({base})"), *args, **settings)

    made: Any = around if variant.inner else factory
    made.__name__, made.__doc__ = name, variant.doc
    if not variant.inner:
        made.__signature__ = _signature(variant)
    return made


def __dir__() -> list[str]:
    return [name for name in names("variant") if load("variant", name).kind == "gradient"]
