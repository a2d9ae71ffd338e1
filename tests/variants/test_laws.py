"""Compares rules with exact results of theory: on quadratics, at a saddle, in a cycle."""

from itertools import pairwise

import numpy as np
import pytest
from jax import numpy as jnp

from gdbench.engine.full_trajectories import SumOfSquares
from tests.variants.full_runs import follow_full
from tests.variants.variant_runs import GRADIENT, follow, traced_settings, unit

# --- Gradient rules on a quadratic ---


def quadratic(curvatures, t, x):
    """The gradient of ½ Σ aᵢ xᵢ², runs side by side."""
    del t
    return curvatures[:, None] * x


def descend(name, settings, curvatures, x, steps):
    """One run on a quadratic, ``[steps + 1, n]``."""
    found = follow(name, curvatures, x, [traced_settings(name, 0) | settings], field=quadratic, steps=steps)
    return found.points[..., 0]


def test_sgd_contracts_a_quadratic_by_the_optimal_factor():
    """At η = 2 / (L + μ) the error falls by (κ − 1) / (κ + 1) in each step: 0.98020 at κ = 100."""
    low, high = 1.0, 100.0
    points = descend("sgd", {"learning_rate": 2 / (low + high)}, [low, high], [3.0, 5.0], 200)
    factors = np.linalg.norm(points[1:], axis=1) / np.linalg.norm(points[:-1], axis=1)
    np.testing.assert_allclose(factors, 99 / 101, rtol=1e-12)
    assert round(99 / 101, 5) == 0.98020


EDGES = {
    "sgd": lambda beta, curvature: 2 / curvature,
    "heavy_ball": lambda beta, curvature: 2 * (1 + beta) / curvature,
    "nesterov_true": lambda beta, curvature: (2 + 2 * beta) / ((1 + 2 * beta) * curvature),
}


@pytest.mark.parametrize(
    ("name", "beta"),
    [("sgd", 0.0), *((name, beta) for name in ("heavy_ball", "nesterov_true") for beta in (0.0, 0.5, 0.9))],
)
def test_edge_of_stability(name, beta):
    """A thousandth below it the iterates die out, a thousandth above it they grow without end."""
    momentum = {} if name == "sgd" else {"momentum": beta}
    for share, grows in ((0.999, False), (1.001, True)):
        settings = {"learning_rate": share * EDGES[name](beta, 7.0)} | momentum
        size = np.abs(descend(name, settings, [7.0], [1.0], 20000))[:, 0]
        early, late = size[9000:10000].max(), size[-1000:].max()
        assert late > 2 * early if grows else late < early / 2


@pytest.mark.parametrize("beta", [0.25, 0.81])
def test_heavy_ball_contracts_at_the_rate_of_its_momentum(beta):
    """The product of the roots is β: x₊ x₋ − x² falls by β in each step, whatever the curvature."""
    points = descend("heavy_ball", {"learning_rate": 0.1, "momentum": beta}, [1.0, 4.0], [1.0, -2.0], 8)
    product = points[2:] * points[:-2] - points[1:-1] ** 2
    np.testing.assert_allclose(product[1:] / product[:-1], beta, rtol=1e-8)


# --- Famous trouble ---


def kinked(data, t, x):
    """A strongly convex function with f″ between 1 and 25, by its slope."""
    del data, t
    return jnp.where(x < 1, 25 * x, jnp.where(x < 2, x + 24, 25 * x - 24))


def test_heavy_ball_cycles_where_it_is_tuned_for_quadratics():
    """Lessard, Recht & Packard 2016, section 4.6: with μ = 1 and L = 25, α = 1/9 and β = 4/9."""
    settings = {"learning_rate": 1 / 9, "momentum": 4 / 9}
    points = follow("heavy_ball", [0.0], [3.3], [settings], field=kinked, steps=300).points[-6:, 0, 0]
    cycle = [2.1159183673, 0.6465306122, -1.8024489796]
    turn = int(np.argmax(points[:3]))
    np.testing.assert_allclose(points[turn : turn + 3], cycle, atol=1e-9)
    np.testing.assert_allclose(points[3:], points[:3], rtol=1e-12)


def quartic_saddle(data, t, x):
    """The gradient of ½ x₁² + ¼ x₂⁴ − ½ x₂²."""
    del data, t
    return jnp.stack([x[0], x[1] ** 3 - x[1]])


QUIET = [name for name in GRADIENT if not unit(name).draws_noise]
FIRST = {unit(name).family: name for name in reversed(QUIET)}


@pytest.mark.parametrize("name", sorted({"sgd", "heavy_ball", "adam", *FIRST.values()}))
def test_without_noise_nothing_leaves_the_manifold_of_a_saddle(name):
    """From (1, 0) the second coordinate of the gradient is zero, and stays exactly zero."""
    run = follow(name, [0.0], [1.0, 0.0], [traced_settings(name, 0)], field=quartic_saddle, steps=50)
    assert np.all(run.points[:, 1] == 0)
    assert np.all(run.answers[:, 1] == 0)
    assert np.any(run.points[:, 0] != 1)


def test_sgld_samples_the_right_width():
    """On ½ a x² the variance of the iterates is T / (a (1 − a η / 4)); 4000 of them tell it within 5%."""
    a, rate, temperature = 2.0, 0.5, 0.7
    settings = {"learning_rate": rate, "temperature": temperature}
    points = descend("sgld", settings, np.full(4000, a), np.zeros(4000), 60)
    np.testing.assert_allclose(points[-1].var(), temperature / (a * (1 - a * rate / 4)), rtol=0.05)
    np.testing.assert_allclose(points[-1].mean(), 0.0, atol=0.05)


# --- Full rules on a quadratic ---

EXAMPLES, BATCH, STEPS = 12, 3, 10
MATRIX = np.random.default_rng(1).normal(size=(EXAMPLES, 4)) / np.sqrt(EXAMPLES)
TARGET = np.random.default_rng(2).normal(size=EXAMPLES) / np.sqrt(EXAMPLES)
ROWS = tuple(map(tuple, np.random.default_rng(4).integers(0, EXAMPLES, (STEPS, BATCH)).tolist()))
REGRESSION = SumOfSquares(lambda x: jnp.asarray(MATRIX) @ x - jnp.asarray(TARGET), EXAMPLES, ROWS)
FROM = np.array([2.0, -1.0, 0.5, 3.0])
SOLUTION = np.linalg.lstsq(MATRIX, TARGET)[0]


@pytest.mark.parametrize(
    ("name", "settings"), [("newton", {"learning_rate": 1.0}), ("levenberg_marquardt", {"damping": 1e-14})]
)
def test_solves_a_quadratic_in_one_step(name, settings):
    np.testing.assert_allclose(follow_full(name, REGRESSION, FROM, settings, 1).points[1], SOLUTION, atol=1e-10)


def test_newton_goes_half_of_the_way_at_half_the_rate():
    points = follow_full("newton", REGRESSION, FROM, {"learning_rate": 0.5}, 1).points
    np.testing.assert_allclose(points[1], (FROM + SOLUTION) / 2, atol=1e-10)


def test_the_exact_step_leaves_a_gradient_across_the_last_one():
    points = follow_full("gd_exact_quadratic", REGRESSION, FROM, {"learning_rate": 1.0}, 6).points
    gradients = (points @ MATRIX.T - TARGET) @ MATRIX
    for before, after in pairwise(gradients):
        assert abs(before @ after) < 1e-12 * np.linalg.norm(before) * np.linalg.norm(after) + 1e-25


def test_the_exact_step_leaves_a_maximum():
    """The same double well: where the curvature is negative the step is downhill all the same."""
    double_well = SumOfSquares(lambda x: x * x - 1.0, terms=1)
    points = follow_full("gd_exact_quadratic", double_well, [0.1], {"learning_rate": 0.1}, 100).points
    assert abs(abs(points[-1, 0]) - 1) < 1e-3


def test_newton_is_drawn_to_a_maximum():
    """The residuals of (x² − 1)²: at 0 a maximum, which Newton takes for its goal."""
    double_well = SumOfSquares(lambda x: x * x - 1.0, terms=1)
    points = follow_full("newton", double_well, [0.1], traced_settings("newton", 0), 10).points
    assert abs(points[-1, 0]) < 1e-12


def test_svrg_with_a_snapshot_in_every_step_is_gradient_descent():
    points = follow_full("svrg", REGRESSION, FROM, {"learning_rate": 0.1}, STEPS, static={"period": 1}).points
    x = FROM
    for point in points[1:]:
        x = x - 0.1 * 2 * MATRIX.T @ (MATRIX @ x - TARGET)
        np.testing.assert_allclose(point, x, rtol=1e-12)


def test_svrg_stays_at_the_solution_whatever_the_batches():
    """Its noise vanishes there, as that of plain gradients of batches does not."""
    points = follow_full("svrg", REGRESSION, SOLUTION, {"learning_rate": 0.1}, STEPS).points
    np.testing.assert_allclose(points, np.tile(SOLUTION, (STEPS + 1, 1)), atol=1e-12)


def test_bfgs_learns_the_curvature_of_a_quadratic():
    """It solves in few steps what gradient descent at the same line search has not."""
    values = {
        name: follow_full(name, REGRESSION, FROM, traced_settings(name, 0), 25).points[-1]
        for name in ("bfgs", "gd_armijo")
    }
    gaps = {name: np.sum((MATRIX @ (point - SOLUTION)) ** 2) for name, point in values.items()}
    assert gaps["bfgs"] < 1e-12 < gaps["gd_armijo"]
