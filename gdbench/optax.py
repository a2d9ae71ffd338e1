"""Every gradient rule as a drop-in ``optax.GradientTransformation``: ``gdbench.optax.adam(1e-3)``.

The arguments are the variant's hyperparameters in the order that ``gdbench show NAME`` lists them; any traced
one may be a schedule (a function of the step count). Rules with noise take ``key``, a JAX random key.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, NamedTuple

import jax
import optax
from jax import numpy as jnp
from jax.flatten_util import ravel_pytree

from gdbench.engine.rules import GradientRule, make_rule
from gdbench.registry import load, names
from gdbench.types import Variant


class RuleState(NamedTuple):
    """The state of a rule: steps taken, one flat vector per slot, and the key of a rule with noise."""

    count: jax.Array
    slots: tuple[jax.Array, ...]
    key: Any


def transformation(variant: Variant, *args: Any, key: Any = None, **settings: Any) -> optax.GradientTransformation:
    """Return ``variant`` as a transformation; raises TypeError for an unknown or missing argument."""
    knobs = variant.hyperparameters
    signature = inspect.Signature(
        [
            inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=knob.default)
            for name, knob in knobs.items()
        ]
    )
    bound = signature.bind(*args, **settings)
    bound.apply_defaults()
    if variant.noise and key is None:
        raise TypeError(f"{variant.name} draws noise: pass key=jax.random.key(…)")
    static = {name: value for name, value in bound.arguments.items() if not knobs[name].traced}

    def rule_for(params: Any) -> GradientRule:
        flat, _ = ravel_pytree(params)
        leaves, offset = [], 0
        for path, leaf in jax.tree_util.tree_flatten_with_path(params)[0]:
            leaves.append((jax.tree_util.keystr(path), offset, jnp.shape(leaf)))
            offset += jnp.size(leaf)
        return make_rule(variant, static, tuple(leaves), -1, flat.dtype.name)

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
        flat, _ = ravel_pytree(params)
        rule = rule_for(params)
        count = jnp.zeros((), jnp.int32)
        if variant.start is None:
            slots = tuple(jnp.zeros_like(flat) for _ in variant.slots)
        else:
            slots = tuple(variant.start(flat, rule.namespace(arguments(count, flat.dtype))))
        return RuleState(count, slots, key)

    def update(gradient: Any, state: RuleState, params: Any = None) -> tuple[Any, RuleState]:
        if params is None:
            raise ValueError(f"{variant.name} needs the parameters: call update(gradient, state, params)")
        g, unravel = ravel_pytree(gradient)
        x, _ = ravel_pytree(params)
        hp = arguments(state.count, x.dtype)
        noise = None
        if variant.noise:
            noise = jax.random.normal(jax.random.fold_in(state.key, state.count + 1), x.shape, x.dtype)
        step, slots = rule_for(params).whole(state.count + 1, g, x, state.slots, hp, noise)
        return unravel(step), RuleState(state.count + 1, tuple(slots), state.key)

    return optax.GradientTransformation(init, update)


def __getattr__(name: str) -> Callable[..., optax.GradientTransformation]:
    if name.startswith("_") or name not in names("variant"):
        raise AttributeError(f"module 'gdbench.optax' has no variant {name!r}")
    variant = load("variant", name)
    if variant.kind != "gradient":
        raise AttributeError(f"{name} is a full rule: it asks for more than one gradient a step")

    def factory(*args: Any, **settings: Any) -> optax.GradientTransformation:
        return transformation(variant, *args, **settings)

    factory.__name__, factory.__doc__ = name, variant.doc
    return factory


def __dir__() -> list[str]:
    return [name for name in names("variant") if load("variant", name).kind == "gradient"]
