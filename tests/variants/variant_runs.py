"""Helpers that the tests of variants share: units by name, settings to try, whole runs as one compiled loop.

Runs go through the engine's own `GradientRule`; those of full rules are in ``full_runs.py``. This module does not name
any variant.
"""

import itertools
import re
from functools import cache
from typing import NamedTuple

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.engine.kinds import gradient_rule
from gdbench.engine.layout import Layout
from gdbench.engine.rules import GradientRule
from gdbench.registry import load, names
from gdbench.verify.gradient_rules import disagreement  # noqa: F401 - for the tests beside
from gdbench.verify.sequences import LEAVES, SIZE, STEPS, choices  # noqa: F401
from tests.quick_compiler import QUICK

RANDOM = re.compile(r"random_(seed|wrap|bits|split|fold_in)|threefry\w*|rng\w*")  # operations that draw


def unit(name):
    return load("variant", name)


GRADIENT = [name for name in names("variant") if unit(name).kind == "gradient"]
FULL = [name for name in names("variant") if unit(name).kind == "full"]


def static_choices(name):
    """Every combination of the static knobs that list choices, or values to be tried."""
    return choices(unit(name))


def traced_settings(name, seed):
    """The traced knobs at their defaults for seed 0, else anywhere in their ranges."""
    random = np.random.default_rng([seed, *name.encode()])
    traced = {key: knob for key, knob in unit(name).hyperparameters.items() if knob.traced}
    if seed == 0:
        return {key: knob.default for key, knob in traced.items()}
    return {key: knob.at(random.uniform()) for key, knob in traced.items()}


def three_settings(name):
    return [traced_settings(name, seed) for seed in range(3)]


def many_settings(name):
    """Also the defaults with one knob after another at the upper end of what is searched."""
    knobs = {key: knob for key, knob in unit(name).hyperparameters.items() if knob.traced}
    return three_settings(name) + [traced_settings(name, 0) | {key: knobs[key].at(1.0)} for key in knobs]


def gradients(steps=STEPS, size=SIZE, seed=0):
    """A fixed sequence over three decades, with a coordinate that starts at zero and a step of zeros."""
    random = np.random.default_rng(seed)
    out = random.normal(size=(steps, size)) * 10.0 ** random.uniform(-2, 1, (steps, 1))
    out[0, 0] = 0.0
    out[7] = 0.0
    return out


def start(size=SIZE, seed=1):
    """A point whose last coordinate, in `LEAVES` a leaf of its own, is zero."""
    out = np.random.default_rng(seed).normal(size=size)
    out[-1] = 0.0
    return out


def columns(name, settings, dtype="float64"):
    """The traced arguments as the rule receives them, one entry per run."""
    rows = [unit(name).arguments(each) for each in settings]
    return {key: jnp.asarray([row[key] for row in rows], dtype) for key in rows[0]}


def keys_of(seeds):
    return jnp.stack([jax.random.key_data(jax.random.key(seed)) for seed in seeds])


def rule_of(name, static=(), shapes=((SIZE,),), axis=-1, dtype="float64") -> GradientRule:
    ends = itertools.accumulate(int(np.prod(shape)) for shape in shapes)
    leaves = tuple((str(i), end - int(np.prod(s)), s) for i, (s, end) in enumerate(zip(shapes, ends, strict=True)))
    return gradient_rule(unit(name), unit(name).static_settings(dict(static)), leaves, Layout(axis), dtype)


class Run(NamedTuple):
    """Where a run was, before the first step and after each, as NumPy arrays ``[steps + 1, …]``."""

    points: np.ndarray
    answers: np.ndarray
    slots: tuple[np.ndarray, ...]  # at the end


def given(data, t, x):
    """The open loop: a gradient from a list, wherever the run is."""
    del x
    return data[t - 1]


@cache
def _program(name, field, steps, static, shapes, axis, dtype):
    rule = rule_of(name, static, shapes, axis, dtype)

    def program(data, x, hp, keys):
        state = rule.start(x, hp, keys)

        def step(carry, t):
            x, state = carry
            g = field(data, t, x)
            g = jnp.broadcast_to(g if g.ndim == x.ndim else jnp.expand_dims(g, axis), x.shape)
            move, state = rule.step(t, g, x, state, hp, keys, jnp.sum(g * g, axis=0 if axis else 1))
            x = x + move
            return (x, state), (x, rule.answer(t, x, state, hp))

        first = rule.answer(jnp.zeros((), jnp.int32), x, state, hp)
        (_, state), (points, answers) = jax.lax.scan(step, (x, state), jnp.arange(1, steps + 1, dtype="int32"))
        join = lambda one, more: jnp.concatenate([one[None], more])  # noqa: E731
        return join(x, points), join(first, answers), state.slots

    return jax.jit(program, compiler_options=QUICK)


def follow(
    name,
    data,
    x,
    settings,
    *,
    field=given,
    steps=None,
    static=(),
    shapes=None,
    axis=-1,
    dtype="float64",
    seeds=None,
) -> Run:
    """Run one gradient rule with one column per setting; ``field(data, t, x)`` gives the gradient ``[n, R]``.

    ``x`` is ``[n]`` for all runs or ``[n, R]``; with ``axis=0`` everything has runs first instead.
    """
    x = np.asarray(x, dtype)
    if x.ndim == 1:
        x = np.stack([x] * len(settings), axis=axis)
    shapes = shapes or ((x.shape[0 if axis else 1],),)
    chosen = tuple(sorted(dict(static).items()))
    program = _program(name, field, steps or len(data), chosen, shapes, axis, dtype)
    keys = keys_of(seeds or range(len(settings)))
    points, answers, slots = program(jnp.asarray(data, dtype), jnp.asarray(x), columns(name, settings, dtype), keys)
    return Run(np.asarray(points), np.asarray(answers), tuple(map(np.asarray, slots)))


def abstract(shape, dtype):
    return jax.ShapeDtypeStruct(shape, dtype)


def operations(function, *arguments):
    """The names of all operations of a function, also inside calls and branches."""
    return set(_operations(jax.make_jaxpr(function)(*arguments).jaxpr))


def _operations(jaxpr):
    for equation in jaxpr.eqns:
        yield equation.primitive.name
        for parameter in equation.params.values():
            for value in parameter if isinstance(parameter, (tuple, list)) else (parameter,):
                inner = getattr(value, "jaxpr", value)
                if hasattr(inner, "eqns"):
                    yield from _operations(inner)
