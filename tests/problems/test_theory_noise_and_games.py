"""Compares descent on noisy and moving problems, and in games of two players, with theory."""

from importlib import import_module

import numpy as np
import pytest
from jax import numpy as jnp

import gdbench.optax as rules
from tests.problems.problem_points import problem
from tests.problems.theory_runs import alone, descend, field, key


@pytest.mark.parametrize(("momentum", "fact"), [(0.0, "T11"), (0.5, "T12")])
def test_t11_t12_noise_floor(momentum, fact):
    """On ½ λ x² the variance is η σ² (1 + β) / ((1 − β) λ (2 (1 + β) − η λ)); T11 is β = 0, η σ² / (λ (2 − η λ))."""
    rate, sigma = 0.01, import_module("gdbench.problems.stochastic.noisy_quadratic").SIGMA
    curvatures = 100.0 ** np.linspace(0.0, 1.0, 10)
    points = descend("noisy_quadratic", rules.heavy_ball(rate, momentum=momentum), np.zeros(10), 1500, range(300))
    found = np.mean(points[500:] ** 2, axis=(0, 2))
    expected = rate * sigma**2 * (1 + momentum)
    expected = expected / ((1 - momentum) * curvatures * (2 * (1 + momentum) - rate * curvatures))
    np.testing.assert_allclose(found, expected, rtol=0.12)
    np.testing.assert_allclose(0.5 * curvatures @ found, 0.5 * curvatures @ expected, rtol=0.03)
    if fact == "T11":
        np.testing.assert_allclose(expected, rate * sigma**2 / (curvatures * (2 - rate * curvatures)))


def test_t34_lag_behind_a_steady_drift():
    """Where the gradient is taken, descent is v / (η λ) behind, heavy ball v (1 − β) / (η λ)."""
    speed, rate, beta = 1e-3, 0.1, 0.9
    steps = 2000
    for rule, lag in (
        (rules.sgd(rate), speed / rate),
        (rules.heavy_ball(rate, momentum=beta), speed * (1 - beta) / rate),
    ):
        points = alone("drifting_quadratic", rule, np.ones(10), steps)
        np.testing.assert_allclose(speed * steps - points[steps - 1], lag, rtol=1e-9)
        value, _ = problem("drifting_quadratic").oracle(steps, jnp.asarray(points[steps - 1]), key(0))
        assert float(value) == pytest.approx(0.5 * 10 * lag**2, rel=1e-8)


def test_t34_lag_behind_any_problem_that_drifts():
    """The sphere has λ = 2 and the line is of one direction, so the distance is rate / 2η."""
    name, steps = "drifting(sphere, rate=0.002)", 500
    points = alone(name, rules.sgd(0.05), np.full(10, 3.0), steps)
    value, gradient = problem(name).oracle(steps, jnp.asarray(points[steps - 1]), key(0))
    assert float(jnp.linalg.norm(gradient)) == pytest.approx(0.002 / 0.05, rel=1e-9)
    assert float(value) == pytest.approx((0.002 / 0.1) ** 2, rel=1e-9)


def test_t36_simultaneous_descent_spirals_out_of_the_bilinear_game():
    sizes = np.linalg.norm(alone("bilinear_game", rules.sgd(0.1), [1.0, 1.0], 100), axis=1)
    np.testing.assert_allclose(sizes[1:] / sizes[:-1], np.sqrt(1 + 0.1**2), rtol=1e-12)
    assert np.sqrt(1 + 0.1**2) == pytest.approx(1.0049876, abs=1e-7)


def test_t36_alternating_descent_stays():
    z, largest = np.array([1.0, 1.0]), 0.0
    for _ in range(2000):
        for player in (0, 1):
            z[player] -= 0.1 * field("bilinear_game")(z)[player]
        largest = max(largest, np.linalg.norm(z))
    assert 0.5 < largest <= 1.1 * np.sqrt(2)


def test_t36_extragradient_contracts():
    z, rate = np.array([1.0, 1.0]), 0.1
    for _ in range(5):
        new = z - rate * field("bilinear_game")(z - rate * field("bilinear_game")(z))
        ratio = np.linalg.norm(new) / np.linalg.norm(z)
        assert ratio == pytest.approx(np.sqrt((1 - rate**2) ** 2 + rate**2), rel=1e-12)
        z = new
    assert ratio == pytest.approx(0.9950376, abs=1e-7)


def test_t36_optimistic_descent_converges():
    end = alone("bilinear_game", rules.optimistic_gradient_descent(0.1), [1.0, 1.0], 5000)[-1]
    assert np.linalg.norm(end) < 1e-10


def test_t36_descent_leaves_the_dirac_gan_by_the_strength_of_its_discriminator():
    """|z| grows by √(1 + η² f′(ψθ)²) in each step, f′(s) = 1 / (1 + eˢ)."""
    points = alone("dirac_gan", rules.sgd(0.2), [1.0, 1.0], 200)
    strength = 1 / (1 + np.exp(points[:-1, 0] * points[:-1, 1]))
    ratios = np.linalg.norm(points[1:], axis=1) / np.linalg.norm(points[:-1], axis=1)
    np.testing.assert_allclose(ratios, np.sqrt(1 + (0.2 * strength) ** 2), rtol=1e-12)


@pytest.mark.parametrize("share", [0.0, 0.5, 0.9, 1.0])
def test_t36_quadratic_game_has_the_eigenvalues_it_says(share):
    name, rate = f"quadratic_game(rotation={share})", 0.2
    sizes = np.linalg.norm(alone(name, rules.sgd(rate), np.ones(10), 20), axis=1)
    factor = abs(1 - rate * (1 - share + 1j * share))
    np.testing.assert_allclose(sizes[1:] / sizes[:-1], factor, rtol=1e-12)
