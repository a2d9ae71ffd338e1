"""The test points of problems and the values there, by one compiled program per problem and precision."""

from functools import cache

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.registry import load
from tests.quick_compiler import QUICK

WIDTH = 1024  # points per compiled batch


def problem(name):
    return load("problem", name)


@cache
def value_and_gradient(name):
    """As the engine does it: all runs at once, one pull-back of a cotangent of ones."""

    def of(x):
        value, pull_back = jax.vjp(problem(name).value, x)
        return value, pull_back(jnp.ones_like(value))[0]

    return jax.jit(of, compiler_options=QUICK)


@cache
def value_and_gradient_alone(name):
    """As a reader would do it: one run, its value and its gradient."""
    return jax.jit(jax.value_and_grad(problem(name).value), compiler_options=QUICK)


@cache
def hessian(name):
    return jax.jit(jax.hessian(problem(name).value), compiler_options=QUICK)


def evaluate(name, points, dtype="float64"):
    """Return values ``[p]`` and gradients ``[n, p]`` at ``points`` (``[n, p]``).

    The points are fed in batches of one width, so that a problem is compiled once for all tests.
    """
    count = points.shape[1]
    batches = -(-count // WIDTH)
    padded = np.pad(points, [(0, 0), (0, batches * WIDTH - count)], mode="edge")
    parts = [jnp.asarray(part, dtype) for part in np.split(padded, batches, axis=1)]
    values, gradients = zip(*map(value_and_gradient(name), parts), strict=True)
    return np.concatenate(values)[:count], np.concatenate(gradients, axis=1)[:, :count]


def random_points(unit, count, seed=0):
    """Return ``[n, count]`` points of the box, or within 5 of the start where there is no box.

    A function that has poles or overflows somewhere is looked at where its runs start.
    """
    n = unit.dims.default
    start = unit.start(n)[:, None]
    if unit.tags & {"pole", "overflow"}:
        width = unit.spread * np.maximum(1.0, np.abs(start))
        low, high = start - width, start + width
    else:
        low, high = (start - 5.0, start + 5.0) if unit.box is None else unit.box
    return np.random.default_rng(seed).uniform(low, high, (n, count))
