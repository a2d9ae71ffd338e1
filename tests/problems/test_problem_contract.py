"""Every registered problem passes the same tests, from trivial to hard; fix failures in that order.

The names come from the registry, so a new problem is tested without being mentioned here.
"""

import re

import jax
import numpy as np
import pytest
from jax import numpy as jnp

from gdbench.registry import families, names
from gdbench.types import PROBLEM_TAGS
from tests.problems.problem_points import (
    evaluate,
    hessian,
    problem,
    random_points,
    value_and_gradient,
    value_and_gradient_alone,
)

PROBLEMS = names("problem")
DIMENSIONS = (2, 30)

every_problem = pytest.mark.parametrize("name", PROBLEMS)
every_dtype = pytest.mark.parametrize("dtype", ["float32", "float64"])


def with_fact(fact):
    """The problems that have a tag, or state a fact such as ``lipschitz``."""
    has = [name for name in PROBLEMS if fact in problem(name).tags or getattr(problem(name), fact, None)]
    return pytest.mark.parametrize("name", has)


def dimensions(unit, tried=DIMENSIONS):
    return [n for n in dict.fromkeys((unit.dims.default, *tried)) if unit.dims.allows(n)]


def remarkable_points(unit, n):
    """Return the start, the minimisers and the origin, ``[n, k + 2]``."""
    origin = [] if "pole" in unit.tags else [np.zeros(n)]
    return np.column_stack([unit.start(n), *unit.minimisers(n), *origin])


def minimisers_or_skip(unit, n):
    """Return ``[n, k]``; a function that falls without end has none, which leaves nothing to ask."""
    if not len(unit.minimisers(n)):
        pytest.skip(f"{unit.name} has no minimiser")
    return unit.minimisers(n).T


def points_everywhere(unit):
    """Return the remarkable points and 1000 random ones."""
    return np.column_stack([remarkable_points(unit, unit.dims.default), random_points(unit, 1000)])


@every_problem
def test_file_bears_the_name_of_the_unit(name):
    unit = problem(name)
    assert unit.name == name
    assert unit.family == families("problem")[name]
    assert unit.function.__module__ == f"gdbench.problems.{unit.family}.{name}"


@every_problem
def test_docstring_gives_a_sentence_and_the_formula(name):
    unit = problem(name)
    assert re.match(r"[A-Z].{15,}", unit.doc), "the docstring starts with a sentence"
    assert re.search(r"\bf = \S", unit.doc), "the docstring gives the formula: f = …"
    assert unit.source.strip(), "the source is named"


@every_problem
def test_tags_are_known_and_do_not_contradict_each_other(name):
    tags = problem(name).tags
    assert tags <= set(PROBLEM_TAGS), "say in gdbench/types/problems.py what the new tag means"
    assert len(tags & {"convex", "nonconvex"}) == 1
    assert len(tags & {"smooth", "nonsmooth"}) == 1
    if "strongly-convex" in tags:
        assert "convex" in tags and problem(name).strong_convexity is not None
    if "quadratic" in tags:
        assert "smooth" in tags and problem(name).lipschitz is not None


@every_problem
def test_start_and_minimisers_have_the_dimension_and_lie_in_the_box(name):
    unit = problem(name)
    assert unit.dims.allows(unit.dims.default)
    for n in dimensions(unit):
        assert unit.start(n).shape == (n,)
        assert unit.minimisers(n).ndim == 2
        assert unit.minimisers(n).shape[1] == n
        assert len(unit.minimisers(n)) or ("unbounded" in unit.tags and unit.minimum(n) == -np.inf)
        low, high = unit.box or (-np.inf, np.inf)
        known = np.vstack([unit.start(n), unit.minimisers(n)])
        assert np.isfinite(known).all() and (low <= known).all() and (known <= high).all()


@every_problem
def test_dtype_and_run_axes_are_kept(name):
    unit, runs, dtype = problem(name), (2, 1, 3), "float32"  # a point without run axes is looked at below
    n = unit.dims.default
    x = jax.ShapeDtypeStruct((n, *runs), dtype)
    with jax.numpy_rank_promotion("raise"):
        outputs = jax.eval_shape(unit.function, x)
        value, gradient = jax.eval_shape(value_and_gradient(name), x)
    assert outputs.ndim == len(runs) + unit.residuals
    assert outputs.dtype == value.dtype == gradient.dtype == dtype
    assert value.shape == runs
    assert gradient.shape == (n, *runs)


@every_problem
@every_dtype
def test_value_at_the_start_is_finite(name, dtype):
    unit = problem(name)
    value, _ = evaluate(name, unit.start(unit.dims.default)[:, None], dtype)
    assert np.isfinite(value).all()


@every_problem
def test_one_point_equals_a_batch(name):
    unit = problem(name)
    n = unit.dims.default
    points = np.column_stack([remarkable_points(unit, n), random_points(unit, 10, seed=1)])[:, :8]
    batch = evaluate(name, points)
    alone = [value_and_gradient_alone(name)(jnp.asarray(point)) for point in points.T]
    tolerance = 1e-9 if unit.tags & {"multimodal", "rough"} else 1e-12  # fine ripples magnify the rounding of points
    for k in (0, 1):  # values, gradients
        # Column 0 is the start: what rounds there to 1e-12 of its size may leave as much where the sum cancels.
        scale = np.maximum(1.0, np.maximum(np.abs(batch[k][..., 0]).max(), np.abs(np.atleast_2d(batch[k])).max(axis=0)))
        assert (np.abs(np.stack([each[k] for each in alone], k) - batch[k]) <= tolerance * scale).all()


@every_problem
def test_minimum_is_taken_at_every_minimiser(name):
    unit = problem(name)
    n = unit.dims.default
    minimum = unit.minimum(n)
    values, _ = evaluate(name, minimisers_or_skip(unit, n))
    np.testing.assert_allclose(values, minimum, rtol=0, atol=1e-10 * max(1.0, abs(minimum)))


@every_problem
def test_gradient_is_the_slope_of_the_value(name):
    """Five-point central differences, at five drawn starts and at five points of the box."""
    unit = problem(name)
    if "rough" in unit.tags:
        pytest.skip(f"{name} is too rough for differences")
    n = unit.dims.default
    points = np.column_stack([unit.starts(n, [1, 2, 3, 4, 5]), random_points(unit, 5, seed=2)])
    offsets = np.array([-2.0, -1.0, 1.0, 2.0])
    _, gradients = evaluate(name, points)
    error = np.inf
    for step in (1e-4, 1e-5, 1e-6, 1e-7):  # fine ripples need a short step, large values a long one
        steps = step * np.maximum(1.0, np.abs(points))  # [n, p]
        # [n, moved coordinate, p, offset]
        moves = np.eye(n)[:, :, None, None] * steps[None, :, :, None] * offsets
        moved = points[:, None, :, None] + moves
        values, _ = evaluate(name, moved.reshape(n, -1))
        slopes = values.reshape(moved.shape[1:]) @ (np.array([1.0, -8.0, 8.0, -1.0]) / 12.0) / steps
        error = np.minimum(error, np.abs(slopes - gradients).max(axis=0))
    assert (error <= 1e-6 * np.abs(gradients).max(axis=0)).all()


@with_fact("smooth")
def test_gradient_vanishes_at_the_minimisers_of_smooth_problems(name):
    unit = problem(name)
    n = unit.dims.default
    _, gradients = evaluate(name, np.column_stack([unit.start(n), minimisers_or_skip(unit, n)]))
    scale = max(1.0, np.abs(gradients[:, 0]).max())
    assert np.abs(gradients[:, 1:]).max() <= 1e-10 * scale


@every_problem
@every_dtype
def test_value_and_gradient_are_finite_everywhere(name, dtype):
    unit = problem(name)
    if dtype == "float32" and unit.min_dtype == "float64":
        pytest.skip(f"{name} declares that it needs float64")
    value, gradient = evaluate(name, points_everywhere(unit), dtype)
    assert np.isfinite(value).all()
    assert np.isfinite(gradient).all()


@every_problem
def test_value_is_never_below_the_minimum(name):
    unit = problem(name)
    minimum = unit.minimum(unit.dims.default)
    values, _ = evaluate(name, points_everywhere(unit))
    assert values.min() >= minimum - 1e-10 * max(1.0, abs(minimum))


@every_problem
def test_facts_hold_in_every_dimension(name):
    unit = problem(name)
    for n in dimensions(unit):
        values, gradients = evaluate(name, remarkable_points(unit, n))
        assert np.isfinite(values).all() and np.isfinite(gradients).all()
        minimum = unit.minimum(n)
        k = len(unit.minimisers(n)) + 1
        np.testing.assert_allclose(values[1:k], minimum, rtol=0, atol=1e-10 * max(1.0, abs(minimum)))
        if "smooth" in unit.tags:
            assert np.abs(gradients[:, 1:k]).max(initial=0.0) <= 1e-10 * max(1.0, np.abs(gradients[:, 0]).max())


@with_fact("convex")
def test_gradients_of_convex_problems_are_subgradients(name):
    """f(y) ≥ f(x) + g(x)·(y − x) + ½ μ |y − x|², also where g is JAX's choice at a kink."""
    unit = problem(name)
    x = points_everywhere(unit)
    y = np.roll(x, -1, axis=1)
    value, gradient = evaluate(name, x)
    mu = unit.strong_convexity(unit.dims.default) if unit.strong_convexity else 0.0
    bound = value + np.sum(gradient * (y - x), axis=0) + 0.5 * mu * np.sum((y - x) ** 2, axis=0)
    scale = np.maximum(1.0, np.abs(bound) + np.abs(value))
    assert (np.roll(value, -1) >= bound - 1e-10 * scale).all()


def spectrum(name, point):
    return np.linalg.eigvalsh(hessian(name)(jnp.asarray(point)))


@with_fact("lipschitz")
def test_lipschitz_constant_bounds_the_curvature(name):
    unit = problem(name)
    for n in dimensions(unit, tried=(2, 3)):
        found = spectrum(name, unit.start(n))[-1]
        assert found <= unit.lipschitz(n) * (1.0 + 1e-9)
        if "quadratic" in unit.tags:
            assert found == pytest.approx(unit.lipschitz(n), rel=1e-9)


@with_fact("strong_convexity")
def test_strong_convexity_bounds_the_curvature(name):
    unit = problem(name)
    for n in dimensions(unit, tried=(2, 3)):
        eigenvalues = spectrum(name, unit.minimisers(n)[0])
        found, rounding = eigenvalues[0], 1e-12 * eigenvalues[-1]
        assert found >= unit.strong_convexity(n) * (1.0 - 1e-9) - rounding
        if "quadratic" in unit.tags:
            assert found == pytest.approx(unit.strong_convexity(n), rel=1e-9, abs=rounding)


@with_fact("ill-conditioned")
def test_ill_conditioned_problems_have_a_condition_number_of_100_at_least(name):
    unit = problem(name)
    eigenvalues = np.abs(spectrum(name, unit.minimisers(unit.dims.default)[0]))
    assert eigenvalues.max() >= 100.0 * eigenvalues.min()


@with_fact("quadratic")
def test_hessian_of_a_quadratic_is_constant(name):
    unit = problem(name)
    here, there = (hessian(name)(jnp.asarray(point)) for point in random_points(unit, 2, seed=3).T)
    np.testing.assert_allclose(here, there, rtol=0, atol=1e-12 * np.abs(here).max())


@with_fact("separable")
def test_coordinates_of_a_separable_problem_do_not_interact(name):
    """f(x) − f(0) is the sum of the changes that each coordinate makes alone."""
    unit = problem(name)
    point = random_points(unit, 1, seed=4)
    n = point.size
    values, _ = evaluate(name, np.column_stack([point, np.zeros(n), np.diag(point[:, 0])]))
    whole, origin, parts = values[0], values[1], values[2:]
    np.testing.assert_allclose(np.sum(parts - origin), whole - origin, rtol=1e-12, atol=1e-12)
