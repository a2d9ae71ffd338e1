"""The oracle of every problem that has one keeps what the problem declares of it.

The names come from the registry, so a new problem is tested without being mentioned here.
"""

from functools import cache

import jax
import numpy as np
import pytest
from jax import numpy as jnp

from gdbench.registry import names
from tests.problems.problem_points import evaluate, problem, random_points
from tests.quick_compiler import QUICK

WITH_ORACLE = [name for name in names("problem") if problem(name).oracle is not None]

every_oracle = pytest.mark.parametrize("name", WITH_ORACLE)
every_dtype = pytest.mark.parametrize("dtype", ["float32", "float64"])

LANES = 700  # runs that meet an oracle side by side


def keys(seeds):
    """Keys as the engine makes them of seeds."""
    return jax.random.wrap_key_data(np.array([[0, seed] for seed in seeds], np.uint32))


@cache
def oracle_of_all(name):
    return jax.jit(jax.vmap(problem(name).oracle, in_axes=(0, -1, 0), out_axes=(0, -1)), compiler_options=QUICK)


def met(name, points, seeds):
    """What the oracle says at ``points`` (``[n, p]``), to each at the step that is its seed: ``[p]`` and ``[n, p]``."""
    lanes = np.resize(seeds, LANES)
    padded = np.pad(points, [(0, 0), (0, LANES - points.shape[1])], mode="edge")
    values, gradients = oracle_of_all(name)(jnp.asarray(lanes, "int32"), jnp.asarray(padded), keys(lanes))
    return np.asarray(values)[: points.shape[1]], np.asarray(gradients)[:, : points.shape[1]]


@pytest.mark.parametrize("name", names("problem"))
def test_tags_say_what_a_run_meets(name):
    unit = problem(name)
    assert unit.oracle is not None or not unit.tags & {"noisy", "moving", "game"}
    assert unit.oracle is None or not unit.residuals, "rules that see residuals would see through the oracle"


@every_oracle
@every_dtype
def test_oracle_gives_value_and_gradient_of_one_run(name, dtype):
    unit = problem(name)
    n = unit.dims.default
    x, t = jax.ShapeDtypeStruct((n,), dtype), jax.ShapeDtypeStruct((), "int32")
    with jax.numpy_rank_promotion("raise"):
        value, gradient = jax.eval_shape(unit.oracle, t, x, keys([0])[0])
    assert (value.shape, value.dtype) == ((), dtype)
    assert (gradient.shape, gradient.dtype) == ((n,), dtype)


def places(unit):
    """Return the start, the minimisers and random points, ``[n, p]``."""
    n = unit.dims.default
    return np.column_stack([unit.start(n), *unit.minimisers(n), random_points(unit, 100)])


@every_oracle
def test_oracle_depends_on_the_point_the_step_and_the_key_alone(name):
    points = places(problem(name))
    seeds = np.arange(1, points.shape[1] + 1)
    values, gradients = met(name, points, seeds)
    assert np.isfinite(values).all() and np.isfinite(gradients).all()
    again, also = met(name, points[:, ::-1], seeds[::-1])
    np.testing.assert_allclose(again[::-1], values, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(also[:, ::-1], gradients, rtol=1e-12, atol=1e-12 * np.abs(gradients).max())


@every_oracle
def test_oracle_gives_the_exact_value_unless_the_function_moves(name):
    unit = problem(name)
    if "moving" in unit.tags:
        pytest.skip(f"{name} moves")
    points = places(unit)
    values, _ = met(name, points, np.arange(1, points.shape[1] + 1))
    exact, _ = evaluate(name, points)
    np.testing.assert_allclose(values, exact, rtol=1e-12, atol=1e-12 * max(1.0, np.abs(exact[0])))


@pytest.mark.parametrize("name", [name for name in WITH_ORACLE if "noisy" in problem(name).tags])
def test_noise_leaves_the_mean_of_gradients_right(name):
    """700 steps of as many runs, at the start: the mean is within five standard errors of the gradient."""
    unit = problem(name)
    start = unit.start(unit.dims.default)[:, None]
    _, gradients = met(name, np.repeat(start, LANES, axis=1), np.arange(1, LANES + 1))
    _, exact = evaluate(name, start)
    error, deviation = np.abs(gradients.mean(axis=1) - exact[:, 0]), gradients.std(axis=1)
    assert (deviation > 0).any()
    known = 0.015 if name.startswith("two_d_noisy") else 0.0  # the mean of DeepOBS's 10,000 pairs is not 0
    assert (error <= 5 * deviation / np.sqrt(LANES) + known + 1e-12 * np.abs(exact).max()).all()
