"""Wrapped problems by name: values, gradients, oracles and starts."""

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.registry import load
from tests.problems.problem_points import random_points
from tests.quick_compiler import QUICK

NOISY = "noisy(sphere, sigma=0.5)"


def problem(text):
    return load("problem", text)


def keys(count):
    return jax.random.wrap_key_data(np.array([[0, seed] for seed in range(count)], np.uint32))


def quick(function, *arguments):
    """Compiling takes longer than running here, and running operation by operation longer than both."""
    return jax.tree.map(np.asarray, jax.jit(function, compiler_options=QUICK)(*arguments))


def values(text, points):
    return quick(problem(text).value, jnp.asarray(points))


def met(text, points, steps=1, lanes=None):
    """Values ``[p]`` and gradients ``[n, p]`` at ``points`` (``[n, p]``), one key each unless ``lanes`` says which."""
    count = points.shape[1]
    each = jax.vmap(problem(text).oracle, in_axes=(0, -1, 0), out_axes=(0, -1))
    steps = jnp.asarray(np.broadcast_to(steps, count), "int32")
    return quick(each, steps, jnp.asarray(points), keys(count) if lanes is None else lanes)


def gradients(text, points):
    return quick(jax.vmap(jax.grad(problem(text).value), in_axes=-1, out_axes=-1), jnp.asarray(points))


def hessian(text):
    n = problem(text).dims.default
    return quick(jax.hessian(problem(text).value), jnp.zeros(n))


def somewhere(text, count=20):
    return random_points(problem(text), count, seed=11)


def start(text, count):
    unit = problem(text)
    return np.repeat(unit.start(unit.dims.default)[:, None], count, axis=1)


def place(text, n, steps, lanes=None):
    """θₜ of a drifting sphere, whose gradient is 2 (x − θₜ): ``[n, p]``."""
    _, gradient = met(text, np.zeros((n, len(steps))), steps, lanes)
    return -0.5 * gradient
