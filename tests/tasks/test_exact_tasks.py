"""Tasks of known optimum: eigenvalues, the Riccati equation, exact diagonalisation and formulas say what it is."""

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

WIDTHS = {2: 1.6776265251, 8: 0.7652240940, 16: 0.3533978799}


def centred():
    return load("task", "oja_digits").data()["train"]["x"]


def principal_axes():
    """Variances, largest first, and their directions as columns, by singular values of the data."""
    _, singular, axes = np.linalg.svd(centred(), full_matrices=False)
    return singular**2 / len(centred()), axes.T


def coded(axes):
    return {"a": jnp.asarray(axes), "b": jnp.asarray(axes.T)}


@pytest.mark.parametrize("width", WIDTHS)
def test_a_linear_autoencoder_is_at_best_principal_components(width):
    unit, (variances, axes) = load("task", f"linear_ae_digits_k{width}"), principal_axes()
    assert unit.optimum == pytest.approx(0.5 * variances[width:].sum(), abs=1e-12)
    assert unit.optimum == pytest.approx(WIDTHS[width], abs=1e-7)
    best = coded(axes[:, :width])
    assert abs(float(unit.loss(best, unit.data()["train"])) - unit.optimum) <= 1e-12
    mixing = np.random.RandomState(0).normal(size=(width, width))
    turned = {"a": best["a"] @ mixing, "b": jnp.asarray(np.linalg.inv(mixing)) @ best["b"]}
    assert abs(float(unit.loss(turned, unit.data()["train"])) - unit.optimum) <= 1e-10


def test_the_spectrum_of_the_digits():
    variances, _ = principal_axes()
    assert 0.5 * variances.sum() == pytest.approx(2.3466381589, abs=1e-9)
    assert variances[7] - variances[8] == pytest.approx(0.01446, abs=5e-6)
    zero = {"a": jnp.zeros((64, 8)), "b": jnp.zeros((8, 64))}
    unit = load("task", "linear_ae_digits_k8")
    assert float(unit.loss(zero, unit.data()["train"])) == pytest.approx(0.5 * variances.sum(), abs=1e-12)


def test_other_components_are_strict_saddles_of_the_autoencoder():
    unit, (variances, axes) = load("task", "linear_ae_digits_k2"), principal_axes()
    loss = lambda params: unit.loss(params, unit.data()["train"])  # noqa: E731
    saddle = coded(axes[:, 1:3])
    slope = jax.grad(loss)(saddle)
    assert max(float(jnp.abs(leaf).max()) for leaf in slope.values()) <= 1e-12
    # Turning the second code towards the component left out goes down.
    towards = np.zeros((64, 2))
    towards[:, 1] = axes[:, 0]
    way = coded(towards)
    _, bent = jax.jvp(jax.grad(loss), (saddle,), (way,))
    curvature = sum(float(jnp.vdot(bent[leaf], way[leaf])) for leaf in way)
    assert curvature == pytest.approx(variances[2] - variances[0], rel=1e-9)


def test_the_best_direction_is_the_first_component_and_others_are_saddles():
    unit, (variances, axes) = load("task", "oja_digits"), principal_axes()
    loss = lambda w: unit.loss({"w": w}, unit.data()["train"])  # noqa: E731
    assert unit.optimum == pytest.approx(-variances[0], abs=1e-13)
    for i in (0, 1, 30):
        assert float(loss(3.0 * axes[:, i])) == pytest.approx(-variances[i], abs=1e-13)
        assert np.abs(jax.grad(loss)(jnp.asarray(axes[:, i]))).max() <= 1e-13
    lowest = np.linalg.eigvalsh(jax.hessian(loss)(jnp.asarray(axes[:, 1])))[0]
    assert lowest == pytest.approx(2 * (variances[1] - variances[0]), rel=1e-9)


def riccati():
    """The optimal gain and its cost matrix."""
    cost = scipy.linalg.solve_discrete_are(lqr.A, lqr.B, lqr.Q, lqr.R)
    return np.linalg.solve(lqr.R + lqr.B.T @ cost @ lqr.B, lqr.B.T @ cost @ lqr.A), cost


def cost_of(gain):
    return load("task", "lqr_policy_gradient").loss({"k": jnp.asarray(gain)}, {})


def test_the_optimal_gain_solves_the_riccati_equation():
    gain, cost = riccati()
    assert gain[0] == pytest.approx([2.58530726, 3.5747171], abs=1e-7)
    assert load("task", "lqr_policy_gradient").optimum == pytest.approx(np.trace(cost), abs=1e-12)
    assert float(cost_of(gain)) == pytest.approx(18.78856765, abs=1e-8)
    assert np.abs(jax.grad(cost_of)(jnp.asarray(gain))).max() <= 1e-9
    assert lqr.cost_matrix(jnp.asarray(gain)) == pytest.approx(cost, rel=1e-10)


def test_the_gradient_of_the_cost_is_the_policy_gradient():
    """∇J = 2 ((R + Bᵀ P B) K − Bᵀ P A) Σ, Σ the sum of visited states (Fazel et al. 2018, lemma 1)."""
    gain = np.array([[1.2, 0.8]])
    closed = lqr.A - lqr.B @ gain
    cost = scipy.linalg.solve_discrete_lyapunov(closed.T, lqr.Q + gain.T @ lqr.R @ gain)
    visited = scipy.linalg.solve_discrete_lyapunov(closed, np.eye(2))
    slope = 2 * ((lqr.R + lqr.B.T @ cost @ lqr.B) @ gain - lqr.B.T @ cost @ lqr.A) @ visited
    assert np.asarray(jax.grad(cost_of)(jnp.asarray(gain))) == pytest.approx(slope, rel=1e-9)
    # J is what a long trajectory from each unit state costs.
    powers = [np.linalg.matrix_power(closed, t) for t in range(600)]
    total = sum(np.trace(p.T @ (lqr.Q + gain.T @ lqr.R @ gain) @ p) for p in powers)
    assert float(cost_of(gain)) == pytest.approx(total, rel=1e-10)


def test_a_gain_that_does_not_stabilise_costs_infinity_and_has_a_finite_gradient():
    gains = np.random.RandomState(1).uniform(-5.0, 25.0, (400, 1, 2))
    radius = np.array([np.abs(np.linalg.eigvals(lqr.A - lqr.B @ gain)).max() for gain in gains])
    assert (np.abs(radius - 1) > 1e-4).all()
    for dtype in ("float32", "float64"):
        costs, slopes = jax.vmap(jax.value_and_grad(cost_of))(jnp.asarray(gains, dtype))
        assert np.array_equal(np.isfinite(costs), radius < 1)
        assert np.isfinite(slopes).all() and (np.asarray(costs) > 18.788).all()
    assert 20 < np.isfinite(costs).sum() < 380
    keys = jax.vmap(jax.random.key)(jnp.arange(200))
    assert jax.vmap(lambda key: lqr.is_stabilising(lqr.init(key)["k"]))(keys).all()


def test_the_cost_keeps_its_digits_in_single_precision():
    unit, gain = load("task", "lqr_policy_gradient"), riccati()[0]
    near = gain[None] + 0.01 * np.random.RandomState(0).normal(size=(50, 1, 2))
    single, double = jax.vmap(cost_of)(jnp.asarray(near, "float32")), jax.vmap(cost_of)(jnp.asarray(near))
    assert np.abs(np.asarray(single, "float64") - double).max() <= 64 * np.finfo("float32").eps * unit.optimum


def test_the_gradient_of_the_bandit_weighs_rewards_above_the_mean():
    """∂f/∂θᵢ = −πᵢ (rᵢ − Σ π r), and the best value is the largest reward."""
    unit = load("task", "bandit_softmax_pg")
    theta, rewards = np.random.RandomState(0).normal(size=10), np.arange(1, 11) / 10
    policy = np.exp(theta) / np.exp(theta).sum()
    slope = jax.grad(lambda t: unit.loss({"theta": t}, {}))(jnp.asarray(theta))
    assert np.asarray(slope) == pytest.approx(-policy * (rewards - policy @ rewards), abs=1e-15)
    assert unit.optimum == -rewards.max()
    sure = {"theta": jnp.asarray(50.0 * (np.arange(10) == 9))}
    assert float(unit.loss(sure, {})) == pytest.approx(unit.optimum, abs=1e-15)
    assert float(unit.measures(sure, {})["missed"]) <= 1e-15
    assert float(unit.loss({"theta": jnp.zeros(10)}, {})) == pytest.approx(-0.55, abs=1e-15)


def circuit(theta):
    """The state by matrix exponentials of Pauli matrices, in complex numbers."""
    pauli_y, not_ = np.array([[0, -1j], [1j, 0]]), np.array([[0, 1], [1, 0]])
    turns = [scipy.linalg.expm(-0.5j * angle * pauli_y) for angle in theta]
    controlled = scipy.linalg.block_diag(np.eye(2), not_)
    start = np.array([1, 0, 0, 0])
    return np.kron(turns[2], turns[3]) @ controlled @ np.kron(turns[0], turns[1]) @ start


def test_the_ground_state_of_hydrogen():
    unit = load("task", "vqe_h2")
    energies, states = np.linalg.eigh(molecule.HAMILTONIAN)
    assert unit.optimum == pytest.approx(energies[0], abs=1e-14)
    assert energies[0] == pytest.approx(-1.8572750302023795, abs=1e-14)
    assert np.trace(molecule.HAMILTONIAN) == pytest.approx(4 * -1.052373245772859, abs=1e-14)
    for theta in np.random.RandomState(0).normal(size=(5, 4)):
        psi = circuit(theta)
        assert np.asarray(molecule.state(jnp.asarray(theta))) == pytest.approx(psi, abs=1e-14)
        expected = (psi.conj() @ molecule.HAMILTONIAN @ psi).real
        assert float(unit.loss({"theta": jnp.asarray(theta)}, {})) == pytest.approx(expected, abs=1e-14)
    assert states.shape == (4, 4)


def test_the_shift_rule_is_the_derivative_of_the_plain_energy():
    thetas = jnp.asarray(np.random.RandomState(1).normal(size=(6, 4)))
    way = jnp.asarray(np.random.RandomState(2).normal(size=4))
    shifted, plain = molecule.energy, molecule.expectation

    def derivatives(energy):
        along = lambda t: jax.jvp(jax.grad(energy), (t,), (way,))[1]  # noqa: E731
        return jax.jit(jax.vmap(lambda t: (energy(t), jax.grad(energy)(t), jax.hessian(energy)(t), along(t))))(thetas)

    for ours, theirs in zip(derivatives(shifted), derivatives(plain), strict=True):
        assert np.abs(np.asarray(ours) - np.asarray(theirs)).max() <= 1e-14
    apart = [jax.grad(shifted)(theta) for theta in thetas[:2]]
    assert np.asarray(jax.vmap(jax.grad(shifted))(thetas[:2])) == pytest.approx(np.asarray(apart), abs=1e-15)


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
    starts = jax.vmap(lambda seed: unit.init(jax.random.key(seed))["theta"])(jnp.arange(40))
    slope = jax.vmap(jax.grad(lambda theta: unit.loss({"theta": theta}, {})))
    ended = jax.jit(lambda theta: jax.lax.fori_loop(0, 500, lambda _, t: t - 0.5 * slope(t), theta))(starts)
    gap = np.asarray(jax.vmap(molecule.energy)(ended)) - unit.optimum
    assert gap.max() <= 1.6e-3 and gap.min() >= -1e-13


def ridge_of(penalty):
    """The inner minimiser by a linear solve."""
    x, y = bilevel.halves()[0]["x"], bilevel.halves()[0]["y"]
    return np.linalg.solve(x.T @ x / len(x) + penalty * np.eye(10), x.T @ y / len(x))


def held_out(log_penalty):
    x, y = bilevel.halves()[1]["x"], bilevel.halves()[1]["y"]
    return 0.5 * np.mean((x @ ridge_of(np.exp(log_penalty)) - y) ** 2)


def test_the_best_penalty_by_a_search_in_one_dimension():
    unit = load("task", "ridge_hypergrad")
    grid = np.linspace(-15.0, 10.0, 126)
    coarse = np.array([held_out(theta) for theta in grid])
    inner = (coarse[1:-1] < coarse[:-2]) & (coarse[1:-1] < coarse[2:])
    assert inner.sum() == 1, "one valley"
    bottom = grid[1:-1][inner][0]
    best = minimize_scalar(held_out, bounds=(bottom - 0.2, bottom + 0.2), method="bounded", options={"xatol": 1e-10})
    assert unit.optimum == pytest.approx(best.fun, abs=1e-13)
    reached = unit.loss({"log_penalty": jnp.asarray(best.x)}, unit.data()["train"])
    assert float(reached) == pytest.approx(unit.optimum, abs=1e-13)
    assert len(bilevel.halves()[0]["x"]) + unit.examples == 442


def test_the_hypergradient_is_that_of_the_implicit_function_theorem():
    """dw/dλ = −(G + λ I)⁻¹ w at the inner minimiser, so df/dθ = −λ ∂f/∂w · (G + λ I)⁻¹ w."""
    unit = load("task", "ridge_hypergrad")
    inner, outer = bilevel.halves()
    for theta in (-4.0, 0.0, 1.5):
        penalty = np.exp(theta)
        w = ridge_of(penalty)
        bend = inner["x"].T @ inner["x"] / len(inner["x"]) + penalty * np.eye(10)
        pull = outer["x"].T @ (outer["x"] @ w - outer["y"]) / len(outer["x"])
        slope = jax.grad(lambda t: unit.loss({"log_penalty": t}, unit.data()["train"]))(jnp.asarray(theta))
        assert float(slope) == pytest.approx(-penalty * pull @ np.linalg.solve(bend, w), rel=1e-10)
