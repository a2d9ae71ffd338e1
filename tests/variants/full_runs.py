"""Runs of full rules on sums of squares, through the engine's own `Oracle`, as one compiled loop."""

from functools import cache
from typing import NamedTuple

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.engine.full import FullRule
from gdbench.engine.oracle import Oracle
from tests.variants.variant_runs import QUICK, columns, unit


class World(NamedTuple):
    """A sum of squares to be minimised; ``rows`` are the terms in the mini-batch of each step."""

    residuals: object  # residuals(x) -> [m]
    terms: int
    rows: tuple[tuple[int, ...], ...] = ()

    def whole(self):
        """The same sum, all of whose terms are in every batch."""
        return self._replace(rows=())

    def oracle(self, t):
        """The oracle of step ``t``; the mean over a batch estimates the mean over all terms."""

        def value(x, batch):
            r = self.residuals(x)
            return jnp.sum(r * r) if batch is None else jnp.sum(r[batch] ** 2) * (self.terms / batch.shape[0])

        batch = jnp.asarray(self.rows)[t - 1] if self.rows else None
        share = self.terms / len(self.rows[0]) if self.rows else 1.0
        return Oracle(value, jax.value_and_grad(value), self.residuals, batch=batch, full_share=share)


def rosenbrock(x):
    """The residuals of Rosenbrock's valley."""
    return jnp.stack([10.0 * (x[1] - x[0] ** 2), 1.0 - x[0]])


VALLEY = World(rosenbrock, terms=2)
STEPS = 30  # one length for all, so that tests share programs


class FullRun(NamedTuple):
    """Points ``[steps + 1, n]``, and what the oracle was asked for each ``[steps + 1, C]``."""

    points: np.ndarray
    counts: np.ndarray


@cache
def _full_program(name, world, steps, static):
    variant = unit(name)

    def program(x, hp, key):
        rule = FullRule(variant, variant.static_settings(dict(static)), (("x", 0, x.shape),), x.dtype.name)
        oracle = world.oracle(jnp.ones((), jnp.int32))
        state = rule.start(x, oracle, hp, key)

        def step(carry, t):
            oracle = world.oracle(t)
            x, state = rule.step(t, *carry, oracle, hp, key)
            return (x, state), (x, oracle.counts)

        ts = jnp.arange(1, steps + 1, dtype="int32")
        _, (points, counts) = jax.lax.scan(step, (x, state), ts)
        return jnp.concatenate([x[None], points]), jnp.concatenate([oracle.counts[None], counts])

    return jax.jit(program, compiler_options=QUICK)


def follow_full(name, world, x, settings, steps=STEPS, *, static=(), key=5, dtype="float64") -> FullRun:
    """Run one full rule alone."""
    hp = {key: value[0] for key, value in columns(name, [settings], dtype).items()}
    program = _full_program(name, world, steps, tuple(sorted(dict(static).items())))
    points, counts = program(jnp.asarray(x, dtype), hp, jax.random.key(key))
    return FullRun(np.asarray(points), np.asarray(counts))
