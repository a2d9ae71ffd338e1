"""Wrappers that change or move a function have the values of the base at the corresponding points."""

from importlib import import_module

import numpy as np
import pytest

from gdbench.errors import ImportFailed
from tests.problems.wrapped_problems import gradients, hessian, keys, met, place, problem, somewhere, values


def test_shifted_by_nothing_is_the_base():
    base, shifted = problem("mgh05_beale"), problem("shifted(mgh05_beale, size=0)")
    points = somewhere("mgh05_beale")
    np.testing.assert_array_equal(values(shifted.name, points), values(base.name, points))
    np.testing.assert_array_equal(shifted.start(2), base.start(2))
    np.testing.assert_array_equal(shifted.minimisers(2), base.minimisers(2))


def test_shifted_has_the_values_of_the_base_elsewhere():
    base, text = problem("rastrigin10"), "shifted(rastrigin10, seed=4, size=2.5)"
    s = problem(text).start(10) - base.start(10)
    points = somewhere("rastrigin10")
    np.testing.assert_allclose(values(text, points + s[:, None]), values("rastrigin10", points), rtol=1e-12)
    np.testing.assert_allclose(problem(text).minimisers(10), base.minimisers(10) + s)
    assert 0.0 < np.abs(s).max() <= 2.5
    assert not np.allclose(s, problem("shifted(rastrigin10, seed=5, size=2.5)").start(10) - base.start(10))


@pytest.mark.parametrize("n", [2, 5, 30])
def test_rotated_has_the_values_of_the_base_at_rotated_points(n):
    base, text = problem("rastrigin10"), "rotated(rastrigin10, seed=3)"
    q = import_module("gdbench.problems.wrappers.rotated").rotation(3, n)
    np.testing.assert_allclose(q @ q.T, np.eye(n), atol=1e-13)
    points = np.random.default_rng(11).uniform(-5.0, 5.0, (n, 20))
    np.testing.assert_allclose(values(text, q.T @ points), values("rastrigin10", points), rtol=1e-10)
    np.testing.assert_allclose(q @ problem(text).start(n), base.start(n), rtol=1e-12)
    assert not np.allclose(q, import_module("gdbench.problems.wrappers.rotated").rotation(4, n))
    assert "separable" in base.tags - problem(text).tags


def test_rotated_keeps_the_spectrum_and_mixes_the_axes():
    curvature = hessian("rotated(quad_log_k100)")
    np.testing.assert_allclose(np.linalg.eigvalsh(curvature), 100.0 ** np.linspace(0.0, 1.0, 50), rtol=1e-10)
    assert np.abs(curvature - np.diag(np.diag(curvature))).max() > 1.0


def test_rotated_keeps_residuals_and_limits():
    assert problem("rotated(mgh01_rosenbrock)").residuals
    assert problem("rotated(rastrigin10)").dims.allows(2000)
    assert not problem("rotated(rastrigin10)").dims.allows(2001)


def test_scaled_gives_a_sphere_the_condition_number():
    text = "scaled(sphere, condition=1e4)"
    curvature = hessian(text)
    np.testing.assert_allclose(curvature, np.diag(2.0 * 1e4 ** np.linspace(0.0, 1.0, 10)), rtol=1e-12)
    np.testing.assert_allclose(problem(text).lipschitz(10), 2e4)
    assert "ill-conditioned" in problem(text).tags
    assert "ill-conditioned" not in problem("scaled(sphere, condition=9)").tags


def test_scaled_has_the_values_of_the_base_at_stretched_points():
    points = somewhere("chained_rosenbrock10")
    units = problem("chained_rosenbrock10").start(10) / problem("scaled").start(10)
    np.testing.assert_allclose(units, 1e3 ** np.linspace(0.0, 0.5, 10))
    found = values("scaled", points / units[:, None])
    np.testing.assert_allclose(found, values("chained_rosenbrock10", points), rtol=1e-12)


@pytest.mark.parametrize("wrapper", ["shifted", "rotated", "scaled", "drifting"])
def test_a_minimum_on_the_border_of_its_box_cannot_be_moved(wrapper):
    with pytest.raises(ImportFailed, match="gives up the box, but the minimum of eggholder lies on the border"):
        problem(f"{wrapper}(eggholder)")


def test_drift_along_a_line_is_exact():
    theta = place("drifting(sphere, rate=0.25)", 10, [0, 1, 2, 1000])
    np.testing.assert_allclose(np.linalg.norm(theta, axis=0), 0.25 * np.array([0, 1, 2, 1000]), rtol=1e-12)
    np.testing.assert_allclose(theta[:, 3], 1000 * theta[:, 1], rtol=1e-12)
    assert not np.allclose(theta, place("drifting(sphere, rate=0.25, seed=2)", 10, [0, 1, 2, 1000]))


def test_drifting_has_the_values_of_the_base_where_it_has_moved_to():
    text, points = "drifting(rastrigin10, rate=0.1)", somewhere("rastrigin10")
    steps = np.arange(1, 21)
    theta = place("drifting(sphere, rate=0.1)", 10, steps)
    value, gradient = met(text, points, steps)
    np.testing.assert_allclose(value, values("rastrigin10", points - theta), rtol=1e-12)
    np.testing.assert_allclose(gradient, gradients("rastrigin10", points - theta), rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(values(text, points), values("rastrigin10", points), rtol=1e-13)


def test_a_walk_has_normal_steps_of_the_right_length_that_know_nothing_of_each_other():
    one = keys(2)[np.zeros(1000, int)]
    theta = place("drifting(sphere, kind=walk, rate=0.1)", 10, np.arange(5000, 6000), one)
    steps = np.diff(theta, axis=1) * np.sqrt(10) / 0.1
    count = steps.size
    assert abs(steps.mean()) < 5 / np.sqrt(count)
    assert steps.var() == pytest.approx(1.0, abs=5 * np.sqrt(2 / count))
    assert np.mean(steps**4) == pytest.approx(3.0, abs=5 * np.sqrt(96 / count))
    for lag in (1, 2, 7):
        assert abs(np.mean(steps[:, lag:] * steps[:, :-lag])) < 5 / np.sqrt(count)


def test_walks_of_different_runs_are_as_far_apart_as_their_steps_lead():
    """After t steps the mean square distance is rate² t."""
    for t in (1, 1000, 2**24 - 1):
        theta = place("drifting(sphere, kind=walk, rate=0.1)", 10, [t] * 400)
        found = np.sum(theta**2, axis=0) / (0.01 * t)
        assert found.mean() == pytest.approx(1.0, abs=5 * np.sqrt(2 / 4000))
        assert len(np.unique(theta)) == theta.size
    np.testing.assert_allclose(place("drifting(sphere, kind=walk)", 10, [0]), 0.0, atol=1e-12)


def test_jumps_come_once_in_a_period():
    text = "drifting(sphere, kind=jumps, rate=0.01, period=50)"
    one = keys(1)[np.zeros(200, int)]
    theta = place(text, 10, np.arange(200), one)
    np.testing.assert_array_equal(theta[:, :50], 0.0)
    np.testing.assert_allclose(np.linalg.norm(theta[:, 50:], axis=0), 0.5, rtol=1e-12)
    moved = np.abs(np.diff(theta, axis=1)).max(axis=0) > 0.0
    np.testing.assert_array_equal(np.flatnonzero(moved) + 1, [50, 100, 150])
