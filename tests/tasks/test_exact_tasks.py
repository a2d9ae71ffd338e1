"""Tests tasks of known optimum against eigenvalues, the Riccati equation, exact diagonalisation and formulas."""

from functools import cache

import jax
import numpy as np
import pytest
import scipy.linalg
from jax import numpy as jnp
from scipy.optimize import minimize_scalar

from gdbench.registry import load
from gdbench.tasks.exact import lqr_policy_gradient as lqr
from gdbench.tasks.exact import ridge_hypergrad as bilevel
from gdbench.tasks.exact import vqe_h2 as molecule
from tests.tasks.task_programs import quick

WIDTHS = {2: 1.6776265251, 8: 0.7652240940, 16: 0.3533978799}


def centred():
    return load("task", "oja_digits").data()["train"]["x"]


@cache
def principal_axes():
    """Variances, largest first, and their directions as columns, by singular values of the data."""
    _, singular, axes = np.linalg.svd(centred(), full_matrices=False)
    return singular**2 / len(centred()), axes.T


def reconstruction(a, b, x):
    return load("task", "linear_ae_digits_k2").loss({"a": a, "b": b}, {"x": x})


@pytest.mark.parametrize("width", WIDTHS)
def test_a_linear_autoencoder_is_at_best_principal_components(width):
    unit, (variances, axes) = load("task", f"linear_ae_digits_k{width}"), principal_axes()
    assert unit.optimum == pytest.approx(0.5 * variances[width:].sum(), abs=1e-12)
    assert unit.optimum == pytest.approx(WIDTHS[width], abs=1e-7)
    best = axes[:, :width]
    mixing = np.random.RandomState(0).normal(size=(width, width))
    loss = lambda a, b, x: unit.loss({"a": a, "b": b}, {"x": x})  # noqa: E731
    for encoder, decoder in ((best, best.T), (best @ mixing, np.linalg.solve(mixing, best.T))):
        assert abs(quick(loss, encoder, decoder, centred()) - unit.optimum) <= 1e-10


def test_the_spectrum_of_the_digits():
    variances, _ = principal_axes()
    assert 0.5 * variances.sum() == pytest.approx(2.3466381589, abs=1e-9)
    assert variances[7] - variances[8] == pytest.approx(0.01446, abs=5e-6)
    nothing = quick(reconstruction, np.zeros((64, 2)), np.zeros((2, 64)), centred())
    assert nothing == pytest.approx(0.5 * variances.sum(), abs=1e-12)


def test_other_components_are_strict_saddles_of_the_autoencoder():
    variances, axes = principal_axes()
    saddle, towards = axes[:, 1:3], np.column_stack([np.zeros(64), axes[:, 0]])

    def bent(a, way, x):
        slope = jax.grad(reconstruction, argnums=(0, 1))
        slopes, change = jax.jvp(lambda a, b: slope(a, b, x), (a, a.T), (way, way.T))
        return slopes, jnp.vdot(change[0], way) + jnp.vdot(change[1], way.T)

    slopes, curvature = quick(bent, saddle, towards, centred())
    assert max(np.abs(slope).max() for slope in slopes) <= 1e-12
    # Turning the second code towards the component left out goes down.
    assert curvature == pytest.approx(variances[2] - variances[0], rel=1e-9)


def test_the_best_direction_is_the_first_component_and_others_are_saddles():
    unit, (variances, axes) = load("task", "oja_digits"), principal_axes()
    loss = lambda w, x: unit.loss({"w": w}, {"x": x})  # noqa: E731
    met = lambda w, x: (loss(w, x), jax.grad(loss)(w, x))  # noqa: E731
    assert unit.optimum == pytest.approx(-variances[0], abs=1e-13)
    for i in (0, 1, 30):
        value, slope = quick(met, 3.0 * axes[:, i], centred())
        assert value == pytest.approx(-variances[i], abs=1e-13)
        assert np.abs(slope).max() <= 1e-13
    lowest = np.linalg.eigvalsh(quick(jax.hessian(loss), axes[:, 1], centred()))[0]
    assert lowest == pytest.approx(2 * (variances[1] - variances[0]), rel=1e-9)


def riccati():
    """The optimal gain and its cost matrix."""
    cost = scipy.linalg.solve_discrete_are(lqr.A, lqr.B, lqr.Q, lqr.R)
    return np.linalg.solve(lqr.R + lqr.B.T @ cost @ lqr.B, lqr.B.T @ cost @ lqr.A), cost


def cost_of(gain):
    return load("task", "lqr_policy_gradient").loss({"k": gain}, {})


def cost_and_slope(gain):
    return jax.value_and_grad(cost_of)(gain)


def all_costs_and_slopes(gains):
    return jax.vmap(cost_and_slope)(gains)


def test_the_optimal_gain_solves_the_riccati_equation():
    gain, cost = riccati()
    assert gain[0] == pytest.approx([2.58530726, 3.5747171], abs=1e-7)
    assert load("task", "lqr_policy_gradient").optimum == pytest.approx(np.trace(cost), abs=1e-12)
    value, slope = quick(cost_and_slope, gain)
    assert value == pytest.approx(18.78856765, abs=1e-8)
    assert np.abs(slope).max() <= 1e-9
    assert quick(lqr.cost_matrix, gain) == pytest.approx(cost, rel=1e-10)


def test_the_gradient_of_the_cost_is_the_policy_gradient():
    """∇J = 2 ((R + Bᵀ P B) K − Bᵀ P A) Σ, Σ the sum of visited states (Fazel et al. 2018, lemma 1)."""
    gain = np.array([[1.2, 0.8]])
    closed = lqr.A - lqr.B @ gain
    cost = scipy.linalg.solve_discrete_lyapunov(closed.T, lqr.Q + gain.T @ lqr.R @ gain)
    visited = scipy.linalg.solve_discrete_lyapunov(closed, np.eye(2))
    slope = 2 * ((lqr.R + lqr.B.T @ cost @ lqr.B) @ gain - lqr.B.T @ cost @ lqr.A) @ visited
    ours, its_slope = quick(cost_and_slope, gain)
    assert its_slope == pytest.approx(slope, rel=1e-9)
    # J is what a long trajectory from each unit state costs.
    powers = [np.linalg.matrix_power(closed, t) for t in range(600)]
    total = sum(np.trace(p.T @ (lqr.Q + gain.T @ lqr.R @ gain) @ p) for p in powers)
    assert ours == pytest.approx(total, rel=1e-10)


def test_a_gain_that_does_not_stabilise_costs_infinity_and_has_a_finite_gradient():
    gains = np.random.RandomState(1).uniform(-5.0, 25.0, (400, 1, 2))
    radius = np.array([np.abs(np.linalg.eigvals(lqr.A - lqr.B @ gain)).max() for gain in gains])
    assert (np.abs(radius - 1) > 1e-4).all()
    for dtype in ("float32", "float64"):
        costs, slopes = quick(all_costs_and_slopes, gains.astype(dtype))
        assert np.array_equal(np.isfinite(costs), radius < 1)
        assert np.isfinite(slopes).all() and (costs > 18.788).all()
    assert 20 < np.isfinite(costs).sum() < 380
    starts = lambda seeds: jax.vmap(lambda seed: lqr.is_stabilising(lqr.init(jax.random.key(seed))["k"]))(seeds)  # noqa: E731
    assert quick(starts, np.arange(200)).all()


def test_the_cost_keeps_its_digits_in_single_precision():
    unit, gain = load("task", "lqr_policy_gradient"), riccati()[0]
    near = gain[None] + 0.01 * np.random.RandomState(0).normal(size=(50, 1, 2))
    single, double = (quick(all_costs_and_slopes, near.astype(dtype))[0] for dtype in ("float32", "float64"))
    assert np.abs(single - double).max() <= 64 * np.finfo("float32").eps * unit.optimum


def test_the_gradient_of_the_bandit_weighs_rewards_above_the_mean():
    """∂f/∂θᵢ = −πᵢ (rᵢ − Σ π r), and the best value is the largest reward."""
    unit = load("task", "bandit_softmax_pg")
    theta, rewards = np.random.RandomState(0).normal(size=10), np.arange(1, 11) / 10
    policy = np.exp(theta) / np.exp(theta).sum()
    loss = lambda t: unit.loss({"theta": t}, {})  # noqa: E731
    met = lambda t: (loss(t), jax.grad(loss)(t), unit.measures({"theta": t}, {})["missed"])  # noqa: E731
    assert quick(met, theta)[1] == pytest.approx(-policy * (rewards - policy @ rewards), abs=1e-15)
    assert unit.optimum == -rewards.max()
    value, _, missed = quick(met, 50.0 * (np.arange(10) == 9))
    assert value == pytest.approx(unit.optimum, abs=1e-15) and missed <= 1e-15
    assert quick(met, np.zeros(10))[0] == pytest.approx(-0.55, abs=1e-15)


def circuit(theta):
    """The state by matrix exponentials of Pauli matrices, in complex numbers."""
    pauli_y, not_ = np.array([[0, -1j], [1j, 0]]), np.array([[0, 1], [1, 0]])
    turns = [scipy.linalg.expm(-0.5j * angle * pauli_y) for angle in theta]
    controlled = scipy.linalg.block_diag(np.eye(2), not_)
    start = np.array([1, 0, 0, 0])
    return np.kron(turns[2], turns[3]) @ controlled @ np.kron(turns[0], turns[1]) @ start


def test_the_ground_state_of_hydrogen():
    unit = load("task", "vqe_h2")
    energies = np.linalg.eigvalsh(molecule.HAMILTONIAN)
    met = lambda theta: (molecule.state(theta), unit.loss({"theta": theta}, {}))  # noqa: E731
    assert unit.optimum == pytest.approx(energies[0], abs=1e-14)
    assert energies[0] == pytest.approx(-1.8572750302023795, abs=1e-14)
    assert np.trace(molecule.HAMILTONIAN) == pytest.approx(4 * -1.052373245772859, abs=1e-14)
    for theta in np.random.RandomState(0).normal(size=(5, 4)):
        psi, (state, energy) = circuit(theta), quick(met, theta)
        assert state == pytest.approx(psi, abs=1e-14)
        assert energy == pytest.approx((psi.conj() @ molecule.HAMILTONIAN @ psi).real, abs=1e-14)


def test_the_shift_rule_is_the_derivative_of_the_plain_energy():
    thetas = np.random.RandomState(1).normal(size=(6, 4))
    way = np.random.RandomState(2).normal(size=4)

    def derivatives(thetas, way):
        def of(energy, theta):
            along = jax.jvp(jax.grad(energy), (theta,), (way,))[1]
            return energy(theta), jax.grad(energy)(theta), jax.hessian(energy)(theta), along

        return [jax.vmap(lambda theta: of(energy, theta))(thetas) for energy in (molecule.energy, molecule.expectation)]  # noqa: B023

    shifted, plain = quick(derivatives, thetas, way)
    for ours, theirs in zip(shifted, plain, strict=True):
        assert np.abs(ours - theirs).max() <= 1e-14
    alone = [quick(jax.grad(molecule.energy), theta) for theta in thetas]
    assert shifted[1] == pytest.approx(np.array(alone), abs=1e-15)


def test_the_gradient_of_the_energy_asks_for_energies_at_shifted_angles_alone():
    """Differentiating the circuit itself would show cosines at the angles: the rule evaluates at θ ± π/2."""
    seen = []

    def counted(theta):
        jax.debug.callback(lambda t: seen.append(np.asarray(t)), theta)
        return expectation(theta)

    expectation, molecule.expectation = molecule.expectation, counted
    try:
        theta = jnp.asarray([0.3, -0.2, 0.5, 0.1])
        jax.grad(molecule.energy)(theta)
        jax.effects_barrier()
    finally:
        molecule.expectation = expectation
    shifts = np.array([point - np.asarray(theta) for point in seen if not np.allclose(point, theta)])
    assert len(shifts) == 8
    assert np.sort(shifts.sum(1)) == pytest.approx(np.repeat([-np.pi / 2, np.pi / 2], 4), abs=1e-12)
    assert np.abs(shifts).max(1) == pytest.approx(np.pi / 2)


def test_descent_on_the_energy_reaches_chemical_accuracy_from_every_seed():
    unit = load("task", "vqe_h2")
    assert unit.levels[-1] == 1.6e-3
    slope = jax.vmap(jax.grad(lambda theta: unit.loss({"theta": theta}, {})))

    def descended(seeds):
        starts = jax.vmap(lambda seed: unit.init(jax.random.key(seed))["theta"])(seeds)
        ended = jax.lax.fori_loop(0, 500, lambda _, theta: theta - 0.5 * slope(theta), starts)
        return jax.vmap(molecule.energy)(ended)

    gap = quick(descended, np.arange(40)) - unit.optimum
    assert gap.max() <= 1.6e-3 and gap.min() >= -1e-13


def ridge_of(penalty):
    """The inner minimiser by a linear solve."""
    x, y = bilevel.halves()[0]["x"], bilevel.halves()[0]["y"]
    return np.linalg.solve(x.T @ x / len(x) + penalty * np.eye(10), x.T @ y / len(x))


def held_out(log_penalty):
    x, y = bilevel.halves()[1]["x"], bilevel.halves()[1]["y"]
    return 0.5 * np.mean((x @ ridge_of(np.exp(log_penalty)) - y) ** 2)


@cache
def outer_error_and_slope(theta):
    unit = load("task", "ridge_hypergrad")
    return quick(jax.value_and_grad(lambda t: unit.loss({"log_penalty": t}, unit.data()["train"])), theta)


def test_the_best_penalty_by_a_search_in_one_dimension():
    unit = load("task", "ridge_hypergrad")
    grid = np.linspace(-15.0, 10.0, 126)
    coarse = np.array([held_out(theta) for theta in grid])
    inner = (coarse[1:-1] < coarse[:-2]) & (coarse[1:-1] < coarse[2:])
    assert inner.sum() == 1, "one valley"
    bottom = grid[1:-1][inner][0]
    best = minimize_scalar(held_out, bounds=(bottom - 0.2, bottom + 0.2), method="bounded", options={"xatol": 1e-10})
    assert unit.optimum == pytest.approx(best.fun, abs=1e-13)
    assert outer_error_and_slope(best.x)[0] == pytest.approx(unit.optimum, abs=1e-13)
    assert len(bilevel.halves()[0]["x"]) + unit.examples == 442


def test_the_hypergradient_is_that_of_the_implicit_function_theorem():
    """dw/dλ = −(G + λ I)⁻¹ w at the inner minimiser, so df/dθ = −λ ∂f/∂w · (G + λ I)⁻¹ w."""
    inner, outer = bilevel.halves()
    for theta in (-4.0, 0.0, 1.5):
        penalty = np.exp(theta)
        w = ridge_of(penalty)
        bend = inner["x"].T @ inner["x"] / len(inner["x"]) + penalty * np.eye(10)
        pull = outer["x"].T @ (outer["x"] @ w - outer["y"]) / len(outer["x"])
        assert outer_error_and_slope(theta)[1] == pytest.approx(-penalty * pull @ np.linalg.solve(bend, w), rel=1e-10)
