"""Tests tasks with planted answers or plain algorithms that solve them, and the precision of both families."""

import jax
import numpy as np
import pytest
from jax import numpy as jnp
from scipy.optimize import least_squares, minimize
from sklearn.linear_model import LogisticRegression

from gdbench.registry import families, load
from gdbench.tasks.exact import arm_ik, gridworld_pg, matrix_sensing, phase_retrieval
from tests.tasks.task_programs import quick

KNOWN = [name for name, family in families("task").items() if family in ("convex", "exact")]


def train(name):
    return load("task", name).data()["train"]


def loss_of(name, *leaves):
    """The loss as a function of these leaves."""
    unit, batch = load("task", name), train(name)
    return lambda *parts: unit.loss(dict(zip(leaves, parts, strict=True)), batch)


def test_the_planted_matrix_is_the_answer_and_zero_is_a_saddle():
    unit, loss = load("task", "matrix_sensing"), loss_of("matrix_sensing", "u")
    values, vectors = np.linalg.eigh(matrix_sensing.planted())
    assert np.linalg.norm(matrix_sensing.planted()) == pytest.approx(1.0, abs=1e-14)
    assert np.abs(values[:-2]).max() <= 1e-14 < values[-2]
    turn = np.linalg.qr(np.random.RandomState(2).normal(size=(2, 2)))[0]
    measured = quick(lambda u: unit.measures({"u": u}, unit.data()), vectors[:, -2:] * np.sqrt(values[-2:]) @ turn)
    assert measured["loss"] <= 1e-28 and measured["distance"] <= 1e-14
    slope, bend = quick(
        lambda u, way: jax.jvp(jax.grad(loss), (u,), (way,)),
        np.zeros((20, 2)),
        np.column_stack([vectors[:, -1], np.zeros(20)]),
    )
    assert not slope.any() and vectors[:, -1] @ bend[:, 0] < -0.1


def test_the_planted_signal_is_the_answer_with_either_sign():
    unit, loss = load("task", "phase_retrieval"), loss_of("phase_retrieval", "x")
    signal = phase_retrieval.planted()
    measures = lambda x: unit.measures({"x": x}, unit.data())  # noqa: E731
    for sign in (1.0, -1.0):
        measured = quick(measures, sign * signal)
        assert measured["loss"] <= 1e-30 and measured["distance"] <= 1e-15
    assert quick(measures, 1.5 * signal)["distance"] == pytest.approx(0.5, rel=1e-12)
    assert np.linalg.eigvalsh(quick(jax.hessian(loss), signal))[0] > 0.5
    assert np.linalg.eigvalsh(quick(jax.hessian(loss), np.zeros(20)))[-1] < 0.0


def test_the_deep_linear_network_has_a_map_of_condition_1e5_to_learn():
    batch = train("deep_linear_rahimi_recht")
    planted = np.linalg.lstsq(batch["x"], batch["y"], rcond=None)[0].T
    left, singular, right = np.linalg.svd(planted, full_matrices=False)
    assert singular[[0, -1]] == pytest.approx([1.0, 1e-5], rel=1e-8)
    loss = loss_of("deep_linear_rahimi_recht", "w1", "w2")
    assert quick(loss, np.sqrt(singular)[:, None] * right, left * np.sqrt(singular)) <= 1e-28
    # The target asks for the third singular value, a hundredth of the first.
    few = np.where(np.arange(6) < 2, singular, 0.0)
    assert quick(loss, right, left * few) > load("task", "deep_linear_rahimi_recht").levels[-1]


def test_the_fair_classifier_halves_the_difference_for_two_points_of_error():
    unit, batch = load("task", "fair_logreg"), train("fair_logreg")
    loss = lambda x: unit.loss({"b": x[0], "w": x[1:]}, batch)  # noqa: E731
    both = jax.value_and_grad(loss)
    for seed in (0, 1):
        start = np.random.RandomState(seed).normal(size=11)
        found = minimize(lambda x: quick(both, x), start, jac=True, method="BFGS", options={"gtol": 1e-9})
        assert found.fun - unit.optimum == pytest.approx(0.0, abs=1e-12)
    columns = np.column_stack([np.ones(2000), batch["x"]])
    unfair = LogisticRegression(C=1.0 / 2.0, fit_intercept=False, solver="newton-cg", tol=1e-8)
    plain = unfair.fit(columns, batch["y"]).coef_[0]
    measures = lambda x: unit.measures({"b": x[0], "w": x[1:]}, unit.data())  # noqa: E731
    fair, without = quick(measures, found.x), quick(measures, plain)
    assert fair["disparity"] <= 0.05 and without["disparity"] > 0.1
    assert 0.0 < fair["train_error"] - without["train_error"] <= 0.02
    p = 1.0 / (1.0 + np.exp(-columns @ plain))
    assert without["disparity"] == pytest.approx(p[batch["a"] == 1].mean() - p[batch["a"] == 0].mean(), rel=1e-12)
    alone = {name: array[batch["a"] == 1][:5] for name, array in batch.items()}
    assert np.isfinite(quick(lambda x: unit.loss({"b": x[0], "w": x[1:]}, alone), plain))


def test_the_best_policy_of_the_grid_by_value_iteration():
    unit, (moves, rewards) = load("task", "gridworld_pg"), gridworld_pg.world()
    ended = {4 * row + column for row, column in (gridworld_pg.GOAL, gridworld_pg.PIT)}
    assert np.array_equal(moves.sum(axis=2)[:, 0] == 0, [cell in ended for cell in range(16)])
    values = np.zeros(16)
    for _ in range(50):
        gains = rewards + 0.9 * moves @ values
        values = gains.max(axis=1)
    assert unit.optimum == pytest.approx(-values.mean(), abs=1e-14)
    # Three moves from the goal it is worth 0.9²; the far corner is six moves away.
    assert values[[14, 10, 9, 0]] == pytest.approx([1.0, 0.9, 0.81, 0.9**5])
    met = jax.value_and_grad(lambda theta: unit.loss({"theta": theta}, {}))
    reached, _ = quick(met, 40.0 * (gains >= gains.max(axis=1, keepdims=True) - 1e-12))
    assert reached == pytest.approx(unit.optimum, abs=1e-12)


def test_the_gradient_of_the_grid_is_visits_times_advantage():
    """∂f/∂θ(s, a) = −d(s) π(a|s) A(s, a), d the discounted visits from uniform starts (Sutton et al. 2000)."""
    unit, (moves, rewards) = load("task", "gridworld_pg"), gridworld_pg.world()
    theta = np.random.RandomState(0).normal(size=(16, 4))
    policy = np.exp(theta) / np.exp(theta).sum(1, keepdims=True)
    chain = np.einsum("sa,sat->st", policy, moves)
    values = np.linalg.solve(np.eye(16) - 0.9 * chain, (policy * rewards).sum(1))
    visits = np.linalg.solve(np.eye(16) - 0.9 * chain.T, np.full(16, 1 / 16))
    advantage = rewards + 0.9 * moves @ values - values[:, None]
    value, slope = quick(jax.value_and_grad(lambda t: unit.loss({"theta": t}, {})), theta)
    assert value == pytest.approx(-values.mean(), rel=1e-12)
    assert slope == pytest.approx(-visits[:, None] * policy * advantage, abs=1e-13)


def test_the_arm_reaches_its_target():
    unit = load("task", "arm_ik")
    angles = np.array([0.4, -0.7, 1.1])
    tip = sum(length * np.exp(1j * angles[: i + 1].sum()) for i, length in enumerate((1.0, 0.8, 0.5)))
    assert quick(arm_ik.hand, angles) == pytest.approx([tip.real, tip.imag], abs=1e-14)
    reach = np.linalg.norm(arm_ik.TARGET)
    assert 0.0 < reach < arm_ik.LINKS.sum()
    residuals = lambda x: unit.residuals({"angles": x}, {})  # noqa: E731
    found = least_squares(lambda x: quick(residuals, x), np.full(3, 0.3), xtol=1e-15, gtol=1e-15)
    measured = quick(lambda x: unit.measures({"angles": x}, {}), found.x)
    assert measured["loss"] <= 1e-20 and measured["distance"] == pytest.approx(np.sqrt(measured["loss"]))


def shapes_in(name, dtype):
    """Parameters and data of a task as shapes of one precision."""
    unit = load("task", name)
    cast = lambda leaf: jax.ShapeDtypeStruct(  # noqa: E731
        leaf.shape, dtype if np.issubdtype(leaf.dtype, np.floating) else np.int32
    )
    params = jax.tree.map(cast, jax.eval_shape(unit.init, jax.random.key(0)))
    data = {} if unit.data is None else jax.tree.map(cast, dict(unit.data()))
    return params, data


@pytest.mark.parametrize("name", KNOWN)
def test_single_precision_stays_single_where_double_is_allowed(name):
    unit, (params, data) = load("task", name), shapes_in(name, "float32")
    batch = data.get("train", {})
    out = jax.eval_shape(lambda p, b: (unit.loss(p, b), jax.grad(unit.loss)(p, b)), params, batch)
    assert {leaf.dtype.name for leaf in jax.tree.leaves(out)} == {"float32"}
    measures = jax.eval_shape(unit.measures, params, data)
    assert {leaf.dtype.name for leaf in jax.tree.leaves(measures)} == {"float32"}


@pytest.mark.parametrize("name", [name for name in KNOWN if load("task", name).residuals])
def test_the_loss_is_the_sum_of_squared_residuals(name):
    unit = load("task", name)
    batch = {} if unit.data is None else train(name)

    def both(seed):
        params = unit.init(jax.random.key(seed))
        return jnp.sum(unit.residuals(params, batch) ** 2), unit.loss(params, batch)

    squared, loss = quick(both, 3)
    assert loss > 0.0 and squared == pytest.approx(loss, rel=1e-13)
