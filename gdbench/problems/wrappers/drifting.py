"""A problem that moves."""

import math

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.problems import draws
from gdbench.problems.coordinates import along
from gdbench.problems.parameters import choice, number
from gdbench.problems.wrappers._base import met, without_box, wrapped
from gdbench.registry import problem_maker

HORIZON = 2**24  # steps of a walk


def _line(t, x, key, seed, period):
    """The place after t steps of length 1 along the direction of normal numbers from RandomState(seed)."""
    del key, period
    direction = np.random.RandomState(seed).normal(size=x.shape[0])
    return along(x, direction / np.linalg.norm(direction)) * jnp.asarray(t, x.dtype)


def _walk(t, x, key, seed, period):
    """The place after t normal steps of mean square length 1, without the steps: halve [0, 2²⁴] until t is met.

    The middle of a walk, given its ends, is normal around their mean, with a quarter of the variance between
    them (Lévy). What is drawn for a middle depends on the key and the middle alone, so it is one walk for all t.
    """
    del seed, period
    end = jnp.full((), HORIZON, jnp.int32)
    normal = lambda step: jax.random.normal(draws.at(key, step), x.shape, x.dtype)  # noqa: E731

    def halve(_, state):
        low, high, below, above = state
        middle = (low + high) // 2
        spread = 0.5 * jnp.sqrt((high - low).astype(x.dtype))
        between = 0.5 * (below + above) + spread * normal(middle)
        left = t < middle
        ends = jnp.where(left, low, middle), jnp.where(left, middle, high)
        return *ends, jnp.where(left, below, between), jnp.where(left, between, above)

    whole = (jnp.zeros_like(end), end, jnp.zeros_like(x), math.sqrt(HORIZON) * normal(end))
    return jax.lax.fori_loop(0, HORIZON.bit_length() - 1, halve, whole)[2] / math.sqrt(x.shape[0])


def _jumps(t, x, key, seed, period):
    """The place in this period, uniform on the sphere of radius ``period``; the first period's is 0."""
    del seed
    number_of = t // period
    normal = jax.random.normal(draws.at(key, number_of), x.shape, x.dtype)
    return jnp.where(number_of == 0, 0.0, period / jnp.sqrt(jnp.sum(normal**2))) * normal


PATHS = {"linear": _line, "walk": _walk, "jumps": _jumps}


@problem_maker(base="sphere")
def drifting(base, kind="linear", rate=1e-3, period=1000, seed=1):
    """Return ``base`` with θ taken off its argument: rate × the path, ``seed`` for a line and ``period`` for jumps."""
    choice("kind", kind, PATHS)
    number("rate", rate, 0)
    number("period", period, 1, 2**31 - 1, whole=True)
    number("seed", seed, 0, 2**32 - 1, whole=True)
    inside = met(base)

    def function(x):
        """The landscape as it is before the first step; at step t it has moved on: f = base(x), fₜ = base(x − θₜ).

        "linear": θₜ = rate · t · u, where u is a direction of its own for each seed, the same for all runs.
        "walk": θₜ is a sum of t normal steps of root mean square length rate, of its own for each run, for t < 2²⁴.
        "jumps": θₜ is rate · period · u, where each run draws another direction u after every period steps.
        Values are those of fₜ. There is no box, as the minimiser would leave it.
        """
        return base.value(x)

    def oracle(t, x, key):
        return inside(t, x - rate * PATHS[kind](t, x, key, seed, period), draws.inside(key))

    return wrapped(
        base,
        function,
        plus=("moving",),
        residuals=False,
        oracle=oracle,
        source="Popkov 2005, Autom. Remote Control 66:883: gradient methods when the function moves",
        **without_box(base, "drifting"),
    )
