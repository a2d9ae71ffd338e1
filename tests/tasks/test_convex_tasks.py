"""Tests convex tasks: their optima against other solvers in float64, and the constants of their data."""

from functools import cache

import jax
import numpy as np
import pytest
from jax import numpy as jnp
from sklearn.linear_model import Lasso, LogisticRegression, Ridge
from sklearn.svm import LinearSVC

from gdbench.engine.compiled import EASY, compile_with
from gdbench.registry import families, load
from tests.tasks.task_programs import quick

LOGISTIC = {"logreg_breast_cancer": 1e-2, "logreg_breast_cancer_weak": 1e-4}
SOFTMAX = ("softmax_digits", "softmax_iris", "softmax_wine")


@cache
def measure(name):
    """The measures of a task and the slope of its loss, as one program for all tests."""
    unit = load("task", name)

    def met(params, data):
        return dict(unit.measures(params, data)), jax.grad(unit.loss)(params, data["train"])

    program = []

    def call(params):
        arguments = jax.tree.map(jnp.asarray, (params, dict(unit.data())))
        program or program.append(compile_with(jax.jit(met).lower(*arguments), EASY))
        return jax.device_get(program[0](*arguments))

    return call


def loss_at(name, params):
    return float(measure(name)(params)[0]["loss"])


def examples(name):
    return load("task", name).data()["train"]


def with_ones(x):
    """The examples with a feature of ones in front: an intercept that is penalised like any weight."""
    return np.column_stack([np.ones(len(x)), x])


def with_intercept(solution):
    return {"b": solution[0], "w": solution[1:]}


def least_squares():
    train = examples("linreg_diabetes")
    return with_intercept(np.linalg.lstsq(with_ones(train["x"]), train["y"], rcond=None)[0])


def ridge():
    train = examples("ridge_diabetes")
    model = Ridge(alpha=0.1 * len(train["x"]), fit_intercept=False, solver="cholesky")
    return {"w": model.fit(train["x"], train["y"]).coef_}


@cache
def lasso():
    train = examples("lasso_diabetes")
    model = Lasso(alpha=0.05, fit_intercept=False, tol=1e-14, max_iter=100_000)
    return {"w": model.fit(train["x"], train["y"]).coef_}


@cache
def logistic(name):
    train = examples(name)
    # scikit-learn sums the losses and halves ‖w‖², so that its C is 1 / Nλ.
    model = LogisticRegression(
        C=1.0 / (len(train["x"]) * LOGISTIC[name]), fit_intercept=False, solver="newton-cholesky", tol=1e-10
    )
    return with_intercept(model.fit(with_ones(train["x"]), train["y"]).coef_[0])


def squared_hinge():
    train = examples("svm_sqhinge_breast_cancer")
    model = LinearSVC(C=100.0 / len(train["x"]), fit_intercept=False, dual=False, tol=1e-12, max_iter=10_000)
    return with_intercept(model.fit(with_ones(train["x"]), train["y"]).coef_[0])


@cache
def softmax(name):
    train = examples(name)
    model = LogisticRegression(C=1000.0 / len(train["x"]), fit_intercept=False, solver="newton-cg", tol=1e-8)
    return with_intercept(model.fit(with_ones(train["x"]), train["y"]).coef_.T)


def portfolio():
    returns = examples("markowitz")["r"]
    return {"w": np.linalg.solve(np.cov(returns.T, bias=True), returns.mean(0))}


@cache
def hinge():
    """The minimiser and the dual variables, from the examples that liblinear finds on and inside the margin."""
    train = examples("svm_hinge_breast_cancer")
    x, y = with_ones(train["x"]), train["y"]
    signed, scale = x * y[:, None], 1.0 / (0.01 * len(x))
    model = LinearSVC(loss="hinge", C=scale, fit_intercept=False, dual=True, tol=1e-7, max_iter=200_000)
    slack = 1.0 - signed @ model.fit(x, y).coef_[0]
    on, inside = np.abs(slack) < 1e-3, slack >= 1e-3
    dual = inside.astype(float)
    # On the margin the slack is zero, which fixes their dual variables.
    gram = signed @ signed.T * scale
    dual[on] = np.linalg.solve(gram[np.ix_(on, on)], 1.0 - gram[np.ix_(on, inside)].sum(1))
    return with_intercept(scale * signed.T @ dual), dual


SOLVERS = {
    "linreg_diabetes": least_squares,
    "ridge_diabetes": ridge,
    "lasso_diabetes": lasso,
    **{name: lambda name=name: logistic(name) for name in LOGISTIC},
    "svm_sqhinge_breast_cancer": squared_hinge,
    "svm_hinge_breast_cancer": lambda: hinge()[0],
    **{name: lambda name=name: softmax(name) for name in SOFTMAX},
    "markowitz": portfolio,
}
# What the same losses have at their minimum by other code than ours and scikit-learn's.
PUBLISHED = {
    "linreg_diabetes": (0.24112578888982505, 1e-13),
    "ridge_diabetes": (0.25591393972915294, 1e-13),
    "lasso_diabetes": (0.2970382835207724, 1e-13),
    "logreg_breast_cancer": (0.1004463037812059, 1e-13),
    "logreg_breast_cancer_weak": (0.042655627270490416, 1e-13),
    "svm_sqhinge_breast_cancer": (0.06999222466547912, 1e-13),
    "svm_hinge_breast_cancer": (0.0662575357, 1e-10),
    "softmax_digits": (0.26725506230, 1e-11),
    "softmax_iris": (0.1139866026, 1e-10),
    "softmax_wine": (0.0266649257, 1e-10),
}


def at_zero(name):
    shapes = jax.eval_shape(load("task", name).init, jax.random.key(0))
    return loss_at(name, jax.tree.map(lambda leaf: np.zeros(leaf.shape), shapes))


def hessian_spectrum(name, params):
    unit = load("task", name)
    loss = lambda x: unit.loss({"b": x[0], "w": x[1:]}, unit.data()["train"])  # noqa: E731
    return np.linalg.eigvalsh(quick(jax.hessian(loss), np.append(params["b"], params["w"])))


def test_every_convex_task_that_attains_its_optimum_is_solved_here():
    assert {name for name, family in families("task").items() if family == "convex"} == {*SOLVERS, "separable_logistic"}


@pytest.mark.parametrize("name", SOLVERS)
def test_the_optimum_is_what_a_solver_reaches(name):
    unit, params = load("task", name), SOLVERS[name]()
    gap = loss_at(name, params) - unit.optimum
    assert abs(gap) <= 1e-12, gap
    assert unit.target_measure == "loss" and unit.levels[-1] >= 1e-10


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_optimum_is_the_recorded_one(name):
    value, digits = PUBLISHED[name]
    assert abs(load("task", name).optimum - value) <= digits


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("linreg_diabetes", 0.5),
        ("ridge_diabetes", 0.5),
        ("lasso_diabetes", 0.5),
        ("logreg_breast_cancer", np.log(2)),
        ("svm_sqhinge_breast_cancer", 1.0),
        ("svm_hinge_breast_cancer", 1.0),
        ("softmax_digits", np.log(10)),
        ("softmax_iris", np.log(3)),
        ("softmax_wine", np.log(3)),
        ("separable_logistic", 2 * np.log(2)),
        ("markowitz", 0.0),
    ],
)
def test_value_without_a_model(name, value):
    assert at_zero(name) == pytest.approx(value, abs=1e-14)


def test_curvature_of_least_squares():
    spectrum = hessian_spectrum("linreg_diabetes", least_squares())
    assert spectrum[[0, -1]] == pytest.approx([0.0085607298, 4.0242108], rel=1e-7)
    assert spectrum[-1] / spectrum[0] == pytest.approx(470.08, abs=0.005)


@pytest.mark.parametrize(
    ("name", "low", "high", "global_high", "accuracy"),
    [
        ("logreg_breast_cancer", 0.010002, 0.2220, 3.33040, 0.98594),
        ("logreg_breast_cancer_weak", 1.0046e-4, 0.1074, 3.32050, 0.99121),
    ],
)
def test_curvature_and_accuracy_of_logistic_regression(name, low, high, global_high, accuracy):
    params, x = logistic(name), with_ones(examples(name)["x"])
    assert hessian_spectrum(name, params)[[0, -1]] == pytest.approx([low, high], rel=5e-4)
    # The logistic loss bends by a quarter at most.
    assert np.linalg.eigvalsh(x.T @ x / len(x))[-1] / 4 + LOGISTIC[name] == pytest.approx(global_high, abs=5e-6)
    assert float(measure(name)(params)[0]["train_accuracy"]) == pytest.approx(accuracy, abs=5e-6)


def test_the_lasso_keeps_six_measurements_and_meets_its_conditions():
    train, w = examples("lasso_diabetes"), lasso()["w"]
    measured, slope = measure("lasso_diabetes")({"w": w})
    assert np.count_nonzero(w) == measured["nonzeros"] == 6
    pull = train["x"].T @ (train["y"] - train["x"] @ w) / len(train["x"])
    assert pull[w != 0] == pytest.approx(0.05 * np.sign(w[w != 0]), abs=1e-12)
    assert np.abs(pull[w == 0]).max() < 0.05
    # The stated subgradient: λ sign(w), which is 0 at 0.
    assert slope["w"] == pytest.approx(0.05 * np.sign(w) - pull, abs=1e-12)


def test_primal_and_dual_value_of_the_margin_machine_meet():
    unit, (params, dual) = load("task", "svm_hinge_breast_cancer"), hinge()
    assert dual.min() >= 0.0 and dual.max() <= 1.0
    assert 0 < np.sum((dual > 0) & (dual < 1)) < 31
    below = dual.mean() - 0.005 * (params["b"] ** 2 + np.sum(params["w"] ** 2))
    assert abs(loss_at("svm_hinge_breast_cancer", params) - below) <= 1e-13
    assert abs(unit.optimum - below) <= 1e-13


def test_softmax_regression_classifies_as_recorded():
    params, train = softmax("softmax_digits"), examples("softmax_digits")
    assert 1.0 - measure("softmax_digits")(params)[0]["test_error"] == pytest.approx(0.980556, abs=1e-6)
    right = np.argmax(train["x"] @ params["w"] + params["b"], axis=1) == train["y"]
    assert right.mean() == pytest.approx(0.97773, abs=5e-6)
    for name, wrong in (("softmax_iris", 4), ("softmax_wine", 0)):
        error = measure(name)(softmax(name))[0]["train_error"]
        assert error * len(examples(name)["x"]) == pytest.approx(wrong, abs=1e-9)


def test_separable_data_are_fitted_ever_better_along_the_widest_margin():
    unit = load("task", "separable_logistic")
    slope = jax.grad(lambda w: unit.loss({"w": w}, unit.data()["train"]))

    @jax.jit
    def descend(w, steps):
        return jax.lax.fori_loop(0, steps, lambda _, w: w - 0.5 * slope(w), w)

    w, seen = jnp.zeros(2), []
    for before, t in ((0, 1_000), (1_000, 10_000), (10_000, 100_000)):
        w = descend(w, t - before)
        measured, _ = measure("separable_logistic")({"w": w})
        seen.append((float(measured["loss"]) * t, float(measured["misaligned"])))
    times, angles = zip(*seen, strict=True)
    assert times == pytest.approx([1.563, 1.581, 1.589], abs=1e-3)
    assert angles[0] > angles[1] > angles[2] > 0.0


def test_a_portfolio_has_the_moments_of_its_returns():
    returns, shares = examples("markowitz")["r"], np.linspace(-0.1, 0.2, 20)
    daily = returns @ shares
    measured, _ = measure("markowitz")({"w": shares})
    assert measured["mean_return"] == pytest.approx(daily.mean(), rel=1e-12)
    assert measured["deviation"] == pytest.approx(daily.std(), rel=1e-12)
    assert measured["loss"] == pytest.approx(0.5 * daily.var() - daily.mean(), rel=1e-12)
    mean, covariance = returns.mean(0), np.cov(returns.T, bias=True)
    optimum = load("task", "markowitz").optimum
    assert optimum == pytest.approx(-0.5 * mean @ np.linalg.solve(covariance, mean), rel=1e-12)


@pytest.mark.parametrize("name", ["linreg_diabetes", "ridge_diabetes"])
def test_one_gauss_newton_step_solves_a_linear_problem(name):
    unit, batch = load("task", name), examples(name)
    params = with_intercept if name == "linreg_diabetes" else lambda x: {"w": x}
    residuals = lambda x: unit.residuals(params(x), batch)  # noqa: E731
    x = np.random.RandomState(0).normal(size=unit.parameters)
    jacobian, value = quick(lambda x: (jax.jacfwd(residuals)(x), residuals(x)), x)
    step = np.linalg.lstsq(jacobian, value, rcond=None)[0]
    assert loss_at(name, params(x - step)) - unit.optimum == pytest.approx(0.0, abs=1e-13)
