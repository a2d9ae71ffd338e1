"""Compares gradient methods on quadratics with theory, digit for digit: rates, bounds and stability edges."""

import numpy as np
import pytest

import gdbench.optax as rules
from tests.problems.problem_points import problem
from tests.problems.theory_runs import KAPPA, accelerated, alone, gaps, slope


@pytest.mark.parametrize(("rate", "factor"), [(2 / (1 + KAPPA), (KAPPA - 1) / (KAPPA + 1)), (1 / KAPPA, 1 - 1 / KAPPA)])
def test_t1_t2_gradient_descent_contracts_by_its_factor_and_late_by_no_less(rate, factor):
    points = alone("quad_log_k100", rules.sgd(rate), np.ones(50), 4000)
    ratios = np.linalg.norm(points[1:], axis=1) / np.linalg.norm(points[:-1], axis=1)
    assert (ratios <= factor * (1 + 1e-12)).all()
    assert ratios[-1] == pytest.approx(factor, abs=1e-4)


def test_t3_steepest_descent_is_at_its_worst_from_kappa_one():
    """With exact line searches, each step multiplies the value by ((κ − 1) / (κ + 1))² from (κ, 1), on diag(1, κ)."""
    x, values = np.array([KAPPA, 1.0]), []
    for _ in range(20):
        value, g = slope("quad_log_k100")(x)
        values.append(value)
        x = x - (g @ g) / (g @ slope("quad_log_k100")(g)[1]) * g  # the gradient of a quadratic around 0 is H x
    np.testing.assert_allclose(np.divide(values[1:], values[:-1]), ((KAPPA - 1) / (KAPPA + 1)) ** 2, rtol=1e-10)


def test_t4_heavy_ball_at_polyaks_setting_contracts_by_the_root_of_kappa():
    rho = (np.sqrt(KAPPA) - 1) / (np.sqrt(KAPPA) + 1)
    rate = 4 / (np.sqrt(KAPPA) + 1) ** 2
    points = alone("quad_log_k100", rules.heavy_ball(rate, momentum=rho**2), np.ones(50), 300)
    sizes = np.linalg.norm(points, axis=1)
    mean = (sizes[300] / sizes[200]) ** (1 / 100)
    assert rho < mean < rho + 0.01  # double roots: ρᵏ times a polynomial


def test_t6_nesterovs_method_contracts_by_its_factor_and_keeps_its_bound():
    root = np.sqrt(KAPPA)
    points = accelerated("quad_log_k100", np.ones(50), 1 / KAPPA, lambda k: (root - 1) / (root + 1), 200)
    gap = gaps("quad_log_k100", points)
    bound = (1 - 1 / root) ** np.arange(201) * (gap[0] + 0.5 * 50)
    assert (gap <= bound).all()
    sizes = np.linalg.norm(points, axis=1)
    assert (sizes[200] / sizes[100]) ** (1 / 100) == pytest.approx(1 - 1 / root, abs=0.01)


def test_t7_t8_t9_rates_on_nesterovs_worst_function():
    """With L = 1, n = 2k + 1 and k = 20: no method that adds gradients gets below 3 |x*|² / 32 (k + 1)²."""
    k, n = 20, 41
    name, start = "nesterov_worst", np.zeros(n)
    distance = np.sum(problem(name).minimisers(n)[0] ** 2)
    theta = [1.0]
    for _ in range(k):
        theta.append((1 + np.sqrt(1 + 4 * theta[-1] ** 2)) / 2)
    plain = alone(name, rules.sgd(1.0), start, k)
    fast = accelerated(name, start, 1.0, lambda j: (theta[j] - 1) / theta[j + 1], k)
    lower = 3 * distance / (32 * (k + 1) ** 2)
    assert lower == pytest.approx(2.8707e-3, rel=1e-4)
    steps = np.arange(1, k + 1)
    assert gaps(name, plain)[k] == pytest.approx(1.90e-2, rel=1e-2)
    assert gaps(name, fast)[k] < 0.5 * gaps(name, plain)[k]
    for points, upper in ((plain, distance / (4 * steps + 2)), (fast, 2 * distance / (steps + 1) ** 2)):
        gap = gaps(name, points)
        assert (gap[1:] <= upper).all()
        assert gap[k] >= lower
        assert all(np.all(points[j, j:] == 0.0) for j in range(k + 1))


EDGES = {
    "gradient descent": (0.0, lambda rate, beta: rules.sgd(rate), lambda beta: 2.0),
    "heavy ball": (0.9, lambda rate, beta: rules.heavy_ball(rate, momentum=beta), lambda beta: 2 + 2 * beta),
    "Nesterov": (
        0.9,
        lambda rate, beta: rules.nesterov_true(rate, momentum=beta),
        lambda beta: (2 + 2 * beta) / (1 + 2 * beta),
    ),
}


@pytest.mark.parametrize("method", EDGES)
def test_t14_edge_of_stability(method):
    beta, rule, edge = EDGES[method]
    stiffest = problem("quad_log_k100").lipschitz(2)
    for share, grows in ((0.99, False), (1.01, True)):
        points = alone("quad_log_k100", rule(share * edge(beta) / stiffest, beta), np.ones(2), 4000)
        assert (np.abs(points[-10:, 1]).max() > 1.0) == grows
