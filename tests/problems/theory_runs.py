"""Methods in a few lines each, with which theorems about problems are checked."""

import functools

import jax
import numpy as np
from jax import numpy as jnp

from tests.problems.problem_points import problem
from tests.quick_compiler import QUICK

KAPPA = 100.0  # of quad_log_k100, with μ = 1


def key(seed):
    return jax.random.wrap_key_data(np.array([0, seed], np.uint32))


@functools.cache
def slope(name):
    """The value and gradient of a problem for plain loops, in NumPy."""
    both = jax.jit(jax.value_and_grad(problem(name).value), compiler_options=QUICK)

    def of(x):
        value, gradient = both(jnp.asarray(x))
        return float(value), np.asarray(gradient)

    return of


def descend(name, rule, x0, steps, seeds=(0,), project=lambda x: x):
    """One run of ``rule`` per seed on what the problem's oracle says: points ``[steps + 1, n, runs]``."""
    unit = problem(name)
    met = unit.oracle or (lambda t, x, key: jax.value_and_grad(unit.value)(x))
    x0 = jnp.asarray(x0, float)

    def run(key):
        def step(state, t):
            x, inside = state
            _, gradient = met(t, x, jax.random.wrap_key_data(key))
            move, inside = rule.update(gradient, inside, x)
            x = project(x + move)
            return (x, inside), x

        return jax.lax.scan(step, (x0, rule.init(x0)), jnp.arange(1, steps + 1, dtype="int32"))[1]

    keys = np.array([[0, seed] for seed in seeds], np.uint32)
    points = np.asarray(jax.jit(jax.vmap(run, out_axes=-1), compiler_options=QUICK)(keys))
    return np.concatenate([np.broadcast_to(x0[:, None], (1, *points.shape[1:])), points])


def alone(name, rule, x0, steps, **options):
    """The one run without a choice of seeds, ``[steps + 1, n]``."""
    return descend(name, rule, x0, steps, **options)[..., 0]


def accelerated(name, x0, rate, momentum, steps):
    """Nesterov's method, iterates ``[steps + 1, n]``: x₊ = y − α ∇f(y), y₊ = x₊ + βₖ (x₊ − x)."""
    x = y = np.array(x0)
    points = [x]
    for k in range(steps):
        new = y - rate * slope(name)(y)[1]
        x, y = new, new + momentum(k) * (new - x)
        points.append(x)
    return np.array(points)


def gaps(name, points):
    n = points.shape[1]
    return np.array([slope(name)(point)[0] for point in points]) - problem(name).minimum(n)


@functools.cache
def field(name):
    met = jax.jit(problem(name).oracle, compiler_options=QUICK)
    return lambda z: np.asarray(met(jnp.int32(1), jnp.asarray(z), key(0))[1])
