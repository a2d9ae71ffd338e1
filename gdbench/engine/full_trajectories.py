"""The path of a full rule on a sum of squares, for verification.

One run is followed at a time, because a full rule is written for one run; the engine's own `Oracle` counts its calls.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Literal, NamedTuple

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.engine.compiled import EASY, compile_with
from gdbench.engine.damage import damaged_tree, watched_tree
from gdbench.engine.full import FullRule
from gdbench.engine.layout import Layout
from gdbench.engine.options import known_options
from gdbench.engine.oracle import Oracle
from gdbench.types import Variant


class SumOfSquares(NamedTuple):
    """A function Σ r² to be minimised; ``rows`` are the terms in the mini-batch of each step, from step 1."""

    residuals: Callable[[Any], Any]  # residuals(x) -> [m]
    terms: int
    rows: tuple[tuple[int, ...], ...] = ()

    @property
    def share(self) -> float:
        """The number of mini-batches in a pass over all terms."""
        return self.terms / len(self.rows[0]) if self.rows else 1.0

    def whole(self) -> SumOfSquares:
        """Return the same sum with all of its terms in every batch."""
        return self._replace(rows=())

    def oracle(self, t: Any) -> Oracle:
        """Return the oracle of step ``t``; the mean over a batch estimates the mean over all terms."""

        def value(x: Any, batch: Any) -> Any:
            r = self.residuals(x)
            return jnp.sum(r * r) if batch is None else jnp.sum(r[batch] ** 2) * (self.terms / batch.shape[0])

        batch = jnp.asarray(self.rows)[t - 1] if self.rows else None
        return Oracle(value, jax.value_and_grad(value), self.residuals, batch=batch, full_share=self.share)


class FullTrajectory(NamedTuple):
    """Points ``[steps + 1, n]``, the oracle calls up to each of them ``[steps + 1, C]``, and their values.

    ``damaged`` ``[steps]`` says after which steps the state has lost a number that was finite at the start.
    """

    points: np.ndarray
    counts: np.ndarray
    values: np.ndarray
    damaged: np.ndarray


def follow_full(
    variant: Variant,
    function: SumOfSquares,
    x: Any,
    settings: Mapping[str, Any],
    steps: int,
    static: Mapping[str, Any] | None = None,
    key: int = 0,
    dtype: str = "float64",
) -> FullTrajectory:
    """Run one full rule alone with these traced ``settings``, from ``x`` ``[n]``."""
    fixed = tuple(sorted((static or {}).items()))
    start = np.asarray(x, dtype)
    hp = {name: np.asarray(value, dtype) for name, value in variant.arguments(settings).items()}
    words = np.array([0, key], np.uint32)
    with known_options(dtype):
        program = _compiled(variant, function, steps, fixed, start.shape, dtype)
        return FullTrajectory(*map(np.asarray, program(start, hp, words)))


@cache
def _compiled(
    variant: Variant, function: SumOfSquares, steps: int, static: tuple[Any, ...], shape: tuple[int, ...], dtype: str
) -> Any:
    rule = FullRule(variant, variant.static_settings(dict(static)), (("x", 0, shape),), dtype)

    def program(x: Any, hp: Any, words: Any) -> Any:
        key, oracle = jax.random.wrap_key_data(words), function.oracle(jnp.ones((), jnp.int32))
        state = rule.start(x, oracle, hp, key)
        alone = lambda state: jax.tree.map(lambda leaf: leaf[None], state)  # noqa: E731
        watched = watched_tree(alone(state), Layout.RUNS_FIRST)

        def step(carry: Any, t: Any) -> Any:
            (x, state), asked = carry, function.oracle(t)
            x, state = rule.step(t, x, state, asked, hp, key)
            lost = jnp.broadcast_to(damaged_tree(watched, alone(state), Layout.RUNS_FIRST), (1,))
            return (x, state), (x, asked.counts, lost[0])

        ts = jnp.arange(1, steps + 1, dtype="int32")
        _, (points, counts, lost) = jax.lax.scan(step, (x, state), ts)
        points = jnp.concatenate([x[None], points])
        values = jax.vmap(lambda point: jnp.sum(function.residuals(point) ** 2))(points)
        return points, jnp.concatenate([oracle.counts[None], counts]), values, lost

    like = jax.ShapeDtypeStruct
    hp = {name: like((), dtype) for name in variant.arguments()}
    return compile_with(jax.jit(program).lower(like(shape, dtype), hp, like((2,), "uint32")), EASY)


def drawn_by_step(kind: Literal["normal", "rademacher"], key: int, steps: int, n: int) -> np.ndarray:
    """Return the random numbers ``[steps, n]`` of all steps, each from the key and the number of its step."""
    with known_options("float64"):
        draw, whole = getattr(jax.random, kind), _key(key)
        numbers = jax.vmap(lambda t: draw(jax.random.fold_in(whole, t), (n,), "float64"))
        return np.asarray(numbers(jnp.arange(1, steps + 1)))


def swarm_uniforms(key: int, steps: int, shape: tuple[int, int]) -> tuple[np.ndarray, list[tuple[np.ndarray, ...]]]:
    """Return what a swarm draws: positions in [−1, 1] from the key and 0, then two draws a step from the key and t."""
    with known_options("float64"):
        whole = _key(key)
        scattered = jax.random.uniform(jax.random.fold_in(whole, 0), shape, "float64", -1.0, 1.0)

        def two(t: Any) -> Any:
            one, other = jax.random.split(jax.random.fold_in(whole, t))
            return jax.random.uniform(one, shape, "float64"), jax.random.uniform(other, shape, "float64")

        first, second = jax.vmap(two)(jnp.arange(steps))
        return np.asarray(scattered), list(zip(np.asarray(first), np.asarray(second), strict=True))


def _key(seed: int) -> jax.Array:
    return jax.random.wrap_key_data(jnp.array([0, seed], "uint32"))
