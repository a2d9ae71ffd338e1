"""Compares methods with theory on functions that were made to mislead them."""

import numpy as np
import pytest
from jax import numpy as jnp
from scipy.optimize import minimize_scalar

import gdbench.optax as rules
from tests.problems.problem_points import problem
from tests.problems.theory_runs import accelerated, alone, descend, slope


def test_t5_heavy_ball_cycles_where_it_is_tuned_for_quadratics():
    """Lessard, Recht & Packard 2016: μ = 1, L = 25, α = 1/9, β = 4/9."""
    name, start = "lessard_hb_cycle", problem("lessard_hb_cycle").start(1)
    end = alone(name, rules.heavy_ball(1 / 9, momentum=4 / 9), start, 3000)[-6:, 0]
    turn = int(np.argmax(end[:3]))
    np.testing.assert_allclose(end[turn : turn + 3], [2.1159183673, 0.6465306122, -1.8024489796], atol=1e-9)
    np.testing.assert_allclose(end[3:], end[:3], rtol=1e-12)
    assert abs(alone(name, rules.sgd(1 / 25), start, 3000)[-1, 0]) < 1e-12
    assert abs(accelerated(name, start, 1 / 25, lambda k: 4 / 6, 300)[-1, 0]) < 1e-12


def decaying(count):
    return 0.5 / jnp.sqrt(count + 1.0)


def on_the_interval(x):
    return jnp.clip(x, -1.0, 1.0)


def test_t29_adam_ends_at_the_worst_point_of_reddis_sequence_and_amsgrad_at_the_best():
    """β₁ = 0 and β₂ = 1 / (1 + C²) = 1/10."""
    settings = {"b1": 0.0, "b2": 0.1}
    found = {
        rule: alone("reddi_online", getattr(rules, rule)(decaying, **settings), [0.0], 30_000, project=on_the_interval)
        for rule in ("adam", "amsgrad")
    }
    assert found["adam"][-3:].min() > 0.99
    assert found["amsgrad"][-3:].max() < -0.99


def test_t29_without_the_interval_adam_leaves_and_the_others_arrive():
    for rule, settings in (("sgd", {}), ("amsgrad", {"b1": 0.0, "b2": 0.1})):
        end = alone("reddi_online", getattr(rules, rule)(decaying, **settings), [0.0], 3000)[-1]
        assert slope("reddi_online")(end)[0] <= 1e-2
    adam = alone("reddi_online", rules.adam(decaying, b1=0.0, b2=0.1), [0.0], 3000)
    assert adam[-1, 0] > 10.0 > adam[300, 0] > 1.0


def test_t29_adam_goes_up_on_reddis_random_sequence():
    """β = (0.9, 0.99) and a slope of 1010 once in a hundred steps, else −10; the best point is −1."""
    settings = {"b1": 0.9, "b2": 0.99}
    end = {
        rule: descend(
            "reddi_stochastic", getattr(rules, rule)(decaying, **settings), [0.0], 10_000, range(20), on_the_interval
        )[-1, 0]
        for rule in ("adam", "amsgrad")
    }
    assert end["adam"].min() > 0.5
    assert end["amsgrad"].mean() < end["adam"].mean() - 0.3


def test_t30_signs_go_up_where_the_mean_goes_down():
    """Karimireddy et al. 2019, counterexample 1: of four steps three go up and one down."""
    points = descend("karimireddy_ce1", rules.sign_sgd(0.01), [0.0], 3000, range(5), on_the_interval)
    assert points[-100:].min() > 0.9
    points = descend("karimireddy_ce1", rules.sgd(0.01), [0.0], 3000, range(5), on_the_interval)
    assert points[-100:].max() < -0.5


def test_t30_signs_stay_on_a_line():
    """Counterexamples 2 and 3: x₁ + x₂ = 2 for ever, with the minimum at 0, which gradients of the same terms reach."""
    for name in ("sign_ce2", "karimireddy_ce3"):
        points = alone(name, rules.sign_sgd(0.01), [1.0, 1.0], 2000)
        np.testing.assert_allclose(points.sum(axis=1), 2.0, atol=1e-11)
        values = [slope(name)(point)[0] for point in points[::50]]
        assert min(values) >= slope(name)([1.0, 1.0])[0] - 1e-11
    assert np.abs(alone("karimireddy_ce3", rules.sgd(0.05), [1.0, 1.0], 500)[-1]).max() < 1e-20


def test_t31_exact_line_searches_stop_at_wolfes_kink():
    """From (3, 2) to (0, 0), where f = 0; the minimum is −8 at (−1, 0)."""
    x = np.array([3.0, 2.0])
    for _ in range(40):
        _, g = slope("wolfe")(x)
        line = lambda step, x=x, g=g: slope("wolfe")(x - step * g)[0]  # noqa: E731
        longest = np.linalg.norm(x) / np.linalg.norm(g)
        x = x - minimize_scalar(line, bounds=(0.0, 2 * longest), method="bounded", options={"xatol": 1e-14}).x * g
        assert x[0] > abs(x[1])  # where f is 5 √(9x₁² + 16x₂²), and has a gradient
    assert slope("wolfe")(x)[0] < 1e-3
    assert slope("wolfe")(problem("wolfe").minimisers(2)[0])[0] == pytest.approx(-8.0)


def test_t32_cyclic_coordinate_descent_circles_around_powells_cube():
    """Each exact step ends at the slope 0 of its axis, yet the gradient never falls; six corners come in turn."""
    x, corners = problem("powell_cyclic_cd").start(3).copy(), []
    for step in range(30):
        axis = step % 3
        others = x.sum() - x[axis]
        x[axis] = np.sign(others) * (1.0 + 0.5 * abs(others))
        gradient = slope("powell_cyclic_cd")(x)[1]
        assert abs(gradient[axis]) < 1e-10
        assert np.linalg.norm(gradient) > 1.0
        corners.append(tuple(np.sign(x)))
    assert corners[:6] == corners[6:12] == corners[24:30]
    assert len(set(corners[:6])) == 6
    assert abs(np.abs(x) - 1.0).max() < 1e-6
    far = np.full(3, 1e4)
    assert slope("powell_cyclic_cd")(far)[0] < -1e3 or slope("powell_cyclic_cd")(-far)[0] < -1e3


RULES_AT_THE_SADDLE = {
    "sgd": rules.sgd(0.1),
    "heavy_ball": rules.heavy_ball(0.1, momentum=0.5),
    "adam": rules.adam(0.01),
}


@pytest.mark.parametrize("name", RULES_AT_THE_SADDLE)
def test_t33_only_a_nudge_leaves_the_saddle(name):
    held = alone("saddle_quartic", RULES_AT_THE_SADDLE[name], [1.0, 0.0], 3000)[-1]
    np.testing.assert_allclose(held, 0.0, atol=1e-6)
    nudged = alone("saddle_quartic", RULES_AT_THE_SADDLE[name], [1.0, 1e-8], 6000)[-1]
    np.testing.assert_allclose(nudged, [0.0, 1.0], atol=1e-4)
    assert slope("saddle_quartic")(nudged)[0] == pytest.approx(-0.25, abs=1e-6)


def test_t35_deep_linear_descent_keeps_the_difference_of_squares():
    """The flow keeps it; steps of size η lose it in proportion to η."""
    lost = {}
    for rate, steps in ((1e-3, 20_000), (5e-4, 40_000)):
        points = alone("deep_linear_scalar5", rules.sgd(rate), [2.0, 0.1], steps)
        balance = points[:, 0] ** 2 - points[:, 1] ** 2
        lost[rate] = np.abs(balance - balance[0]).max()
        assert slope("deep_linear_scalar5")(points[-1])[0] < 1e-20
    assert 0.0 < lost[1e-3] < 5e-3
    assert lost[1e-3] / lost[5e-4] == pytest.approx(2.0, rel=0.05)
