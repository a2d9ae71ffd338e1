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

HORIZON = 2**24  # number of steps of a walk


def _line(t, x, key, seed, period):
    """Return the place after t steps of length 1 along a random direction from RandomState(seed)."""
    del key, period
    direction = np.random.RandomState(seed).normal(size=x.shape[0])
    return along(x, direction / np.linalg.norm(direction)) * jnp.asarray(t, x.dtype)


def _walk(t, x, key, seed, period):
    """Return the place after t normal steps of mean square length 1 by bisection of [0, 2²⁴], without taking the steps.

    Given its ends, the middle of a walk is normal around their mean with a quarter of the variance between them
    (Lévy). The draw for a middle depends only on the key and the middle, so all t belong to the same walk.
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
    """Return the place in this period, which is 0 in the first and then uniform on the sphere of radius ``period``."""
    del seed
    number_of = t // period
    normal = jax.random.normal(draws.at(key, number_of), x.shape, x.dtype)
    return jnp.where(number_of == 0, 0.0, period / jnp.sqrt(jnp.sum(normal**2))) * normal


PATHS = {"linear": _line, "walk": _walk, "jumps": _jumps}


@problem_maker(base="sphere")
def drifting(base, kind="linear", rate=1e-3, period=1000, seed=1):
    """Return ``base(x − θ)`` with θ = rate × path; ``seed`` matters for lines and ``period`` for jumps."""
    choice("kind", kind, PATHS)
    number("rate", rate, 0)
    number("period", period, 1, 2**31 - 1, whole=True)
    number("seed", seed, 0, 2**32 - 1, whole=True)
    inside = met(base)

    def function(x):
        """A drifting problem moves from step to step: f = base(x) before the first step, fₜ = base(x − θₜ).

        With "linear", θₜ = rate · t · u with a direction u that depends on the seed and is the same for all runs.
        With "walk", θₜ is a sum of t normal steps of root mean square length rate, different for each run, for
        t < 2²⁴. With "jumps", θₜ is rate · period · u, where each run draws another direction u after every period
        steps. Runs see values of fₜ. There is no box, because the minimiser would leave it.
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
