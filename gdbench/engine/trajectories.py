"""The path of a gradient rule under given gradients, for verification.

Several runs are followed together, each with its own start, settings and gradients. The gradient of a run at step t is
the t-th of its list (the open loop) plus that of its own diagonal quadratic (the closed loop); either may be zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.engine.compiled import EASY, compile_with
from gdbench.engine.damage import damaged_block, watched_block
from gdbench.engine.kinds import make_rule
from gdbench.engine.layout import Layout
from gdbench.engine.options import known_options
from gdbench.engine.parameter_trees import ParameterTree
from gdbench.types import Problem, Variant

WIDTH = 32  # of compiled programs: the columns of most checks of a variant, and there is little to compute for each
KEPT = 32  # compiled programs, because the checks of a variant follow each other
Shapes = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Column:
    """One run: settings of the traced knobs, a start ``[n]``, and its gradients.

    ``gradients`` ``[steps, n]`` defines the open loop, ``curvatures`` ``[n]`` the closed loop; ``values`` ``[steps]``
    are added to the loss of the quadratic for rules that see it. ``seed`` is that of the run's noise.
    """

    settings: Mapping[str, Any]
    start: np.ndarray
    gradients: np.ndarray | None = None
    curvatures: np.ndarray | None = None
    values: np.ndarray | None = None
    seed: int = 0


@dataclass(frozen=True)
class Trajectories:
    """Points and answers ``[steps + 1, n, R]``, the last slots ``[n, R]`` and rows ``[K, R]``.

    ``damaged`` ``[steps, R]`` says after which steps the state has lost a number that was finite at the start.
    """

    points: np.ndarray
    answers: np.ndarray
    slots: tuple[np.ndarray, ...] = field(repr=False)
    rows: np.ndarray = field(repr=False)
    damaged: np.ndarray = field(repr=False)


def follow(
    variant: Variant,
    static: Mapping[str, Any],
    shapes: Shapes,
    columns: Sequence[Column],
    steps: int,
    dtype: str = "float64",
) -> Trajectories:
    """Run a gradient rule or a factory on parameters of these leaf shapes, one run per column.

    Calls that differ in nothing but their columns share one compiled program, whose width is a multiple of `WIDTH`.
    """
    n, runs, width = _size(shapes), len(columns), -(-len(columns) // WIDTH) * WIDTH
    columns = [*columns, *[columns[-1]] * (width - runs)]
    fill = lambda part, shape: np.zeros(shape) if part is None else part  # noqa: E731
    rows = [variant.arguments(column.settings) for column in columns]
    arguments = (
        np.stack([column.start for column in columns], axis=-1).astype(dtype),
        np.stack([fill(column.gradients, (steps, n)) for column in columns], axis=-1).astype(dtype),
        np.stack([fill(column.curvatures, n) for column in columns], axis=-1).astype(dtype),
        np.stack([fill(column.values, steps) for column in columns], axis=-1).astype(dtype),
        {name: np.array([row[name] for row in rows], dtype) for name in rows[0]},
        np.array([[0, column.seed] for column in columns], np.uint32).reshape(width, 2),
    )
    chosen = tuple(sorted(variant.static_settings(dict(static)).items()))
    with known_options(dtype):
        found = _compiled(variant, chosen, shapes, steps, dtype, width)(*arguments)
    return Trajectories(*jax.tree.map(lambda array: np.asarray(array)[..., :runs], found))


def noise_of(seed: int, steps: int, n: int, dtype: str = "float64") -> np.ndarray:
    """Return the standard normals ``[steps, n]`` that a rule with noise is given in a run of this seed."""
    with known_options(dtype):
        return np.asarray(_normals(steps, n, dtype)(np.array([0, seed], np.uint32)))


@cache
def _normals(steps: int, n: int, dtype: str) -> Any:
    def of(key: jax.Array) -> jax.Array:
        draw = lambda t: jax.random.normal(jax.random.fold_in(jax.random.wrap_key_data(key), t), (n,), dtype)  # noqa: E731
        return jax.vmap(draw)(jnp.arange(1, steps + 1, dtype="int32"))

    return jax.jit(of)


def _size(shapes: Shapes) -> int:
    return sum(int(np.prod(shape, dtype=int)) for shape in shapes)


@lru_cache(KEPT)
def _compiled(variant: Variant, static: tuple[Any, ...], shapes: Shapes, steps: int, dtype: str, width: int) -> Any:
    """Return the compiled program for as many columns as its width."""
    n, like = _size(shapes), jax.ShapeDtypeStruct
    hp = {name: like((width,), dtype) for name in variant.arguments({})}
    points, losses = like((n, width), dtype), like((steps, width), dtype)
    arguments = (points, like((steps, n, width), dtype), points, losses, hp, like((width, 2), "uint32"))
    return compile_with(jax.jit(_program(variant, static, shapes, steps, dtype)).lower(*arguments), EASY)


def _program(variant: Variant, static: tuple[Any, ...], shapes: Shapes, steps: int, dtype: str) -> Any:
    tree = ParameterTree.of_shapes(shapes, dtype)
    rule = make_rule(variant, dict(static), tree, Layout.RUNS_LAST, dtype)

    def program(x: Any, gradients: Any, curvatures: Any, values: Any, hp: Any, keys: Any) -> Any:
        def step(carry: Any, given: Any) -> Any:
            x, state = carry
            t, gradient, value = given
            pull = jnp.where(curvatures != 0.0, curvatures * x, 0.0)  # 0 · x is NaN for infinite x
            loss = value + 0.5 * jnp.sum(pull * x, axis=0)
            move, state = rule.step(t, gradient + pull, x, state, hp, keys, loss)
            x = x + move
            lost = jnp.broadcast_to(damaged_block(watched, state, rule.layout), (x.shape[-1],))
            return (x, state), (x, rule.answer(t, x, state, hp), lost)

        state = rule.start(x, hp, keys)
        watched = watched_block(state, rule.layout)
        first = rule.answer(jnp.zeros((), jnp.int32), x, state, hp)
        ts = jnp.arange(1, steps + 1, dtype="int32")
        (_, state), (points, answers, lost) = jax.lax.scan(step, (x, state), (ts, gradients, values))
        join = lambda one, more: jnp.concatenate([one[None], more])  # noqa: E731
        return join(x, points), join(first, answers), state.slots, state.rows, lost

    return program


def evaluated(problem: Problem, points: np.ndarray, dtype: str) -> np.ndarray:
    """Return f ``[P]`` at points ``[n, P]``, evaluated in this precision."""
    with known_options(dtype):
        x = points.astype(dtype)
        return np.asarray(compile_with(jax.jit(problem.value).lower(x), EASY)(x))
