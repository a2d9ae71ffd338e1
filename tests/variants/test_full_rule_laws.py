"""Full rules: the oracle calls they pay for, the limits in which they are other rules, and what theory promises."""

import jax
import numpy as np
import pytest
from jax import numpy as jnp

from gdbench.engine.oracle import KINDS
from gdbench.errors import ImportFailed
from tests.variants.full_runs import STEPS, World, follow_full, rosenbrock
from tests.variants.full_worlds import BATCH, EXAMPLES, MATRIX, SHORT, TARGET, TOLERANCE, WORLDS, batch_gradient
from tests.variants.variant_runs import disagreement, many_settings, three_settings, traced_settings, unit

# --- What they pay ---

ONCE = {
    "bfgs": ({"gradients": 1}, {"gradients": 1}),
    "gd_armijo": ({"gradients": 1}, {"gradients": 1}),
    "levenberg_marquardt": ({"jacobians": 1}, {"jacobians": 1}),
    "newton": ({}, {"gradients": 1, "hessians": 1}),
    "gd_exact_quadratic": ({}, {"gradients": 1, "hvps": 1}),
    "lbfgs": ({"gradients": 1}, {"gradients": 1}),
    "pso": ({"values": 16}, {"values": 16}),
}


def charged(asked):
    return [asked.get(kind, 0) for kind in KINDS]


@pytest.mark.parametrize("name", ONCE)
def test_every_step_pays_alike(name):
    space, _, x = WORLDS["rosenbrock"]
    first, later = ONCE[name]
    run = follow_full(name, space, x, three_settings(name)[0], STEPS)
    np.testing.assert_array_equal(run.counts, [charged(first)] + [charged(later)] * STEPS)


def test_pso_pays_for_its_population():
    space, _, x = WORLDS["rosenbrock"]
    run = follow_full("pso", space, x, many_settings("pso")[0], static={"population": 7})
    np.testing.assert_array_equal(run.counts, [charged({"values": 7})] * (STEPS + 1))


def test_svrg_pays_for_all_examples_at_snapshots_alone():
    """Two gradients of the batch in every step, and at a snapshot one of all examples: N / b batches."""
    space, _, x = WORLDS["regression"]
    run = follow_full("svrg", space, x, many_settings("svrg")[0], static={"period": 5})
    expected = [0] + [2 + EXAMPLES / BATCH * ((t - 1) % 5 == 0) for t in range(1, STEPS + 1)]
    np.testing.assert_array_equal(run.counts[:, KINDS.index("gradients")], expected)
    assert run.counts.sum() == sum(expected)


ON_BATCHES = {  # what a step costs, in the batch of that step: the first step, and the second
    "adahessian": ({"gradients": 1, "hvps": 1},) * 2,
    "asam": ({"gradients": 2},) * 2,
    "dpsgd": ({"gradients": 1},) * 2,
    "extragradient": ({"gradients": 2},) * 2,
    "gsam": ({"gradients": 2},) * 2,
    "looksam": ({"gradients": 2}, {"gradients": 1}),
    "sam": ({"gradients": 2},) * 2,
    "sophia": ({"gradients": 1, "hvps": 1}, {"gradients": 1}),
}


@pytest.mark.parametrize("name", ON_BATCHES)
def test_pays_for_mini_batches_alone(name):
    space, _, x = WORLDS["regression"]
    static = SHORT.get(name, {})
    first, second = map(charged, ON_BATCHES[name])
    period = next(iter(static.values()), 2)
    run = follow_full(name, space, x, three_settings(name)[0], static=static)
    expected = [first if t % period == 0 else second for t in range(STEPS)]
    np.testing.assert_array_equal(run.counts, [charged({}), *expected])


# --- Limits ---


def descent(x, rate):
    """Gradient descent on the batch of each step."""
    points = [x]
    for t in range(1, STEPS + 1):
        points.append(points[-1] - rate * batch_gradient(points[-1], t))
    return np.array(points)


@pytest.mark.parametrize(
    ("name", "here", "static", "other"),
    [
        ("gsam", {"alpha": 0.0}, {}, "sam"),
        ("looksam", {}, {"period": 1}, "sam"),
        ("sam", {"rho": 1e-12}, {}, None),
        ("dpsgd", {"l2_norm_clip": 1e6, "noise_multiplier": 0.0}, {}, None),
    ],
)
def test_limits(name, here, static, other):
    """Each is another rule, or gradient descent."""
    space, _, x = WORLDS["regression"]
    ours = follow_full(name, space, x, {"learning_rate": 0.1} | here, static=static).points
    theirs = follow_full(other, space, x, {"learning_rate": 0.1}).points if other else descent(x, 0.1)
    assert disagreement(ours, theirs) <= TOLERANCE


def test_lbfgs_ends_on_a_quadratic_as_bfgs_does():
    """Its memory holds every step that is needed: the steps of BFGS, from which conjugate gradients would end."""
    space, _, x = WORLDS["regression"]
    run = follow_full("lbfgs", space.whole(), x, three_settings("lbfgs")[0])
    best = np.linalg.lstsq(MATRIX, TARGET)[0]
    assert np.abs(run.points[-1] - best).max() <= 1e-6


@pytest.mark.parametrize("wrapped", ["adam", "muon", "lookahead(adam)"])
def test_sharpness_wraps_any_rule_that_answers_with_its_point(wrapped):
    name = f"sam({wrapped})"
    space, _, x = WORLDS["rosenbrock"]
    if unit(wrapped).has_answer:
        with pytest.raises(ImportFailed, match="answer with their last point"):
            unit(name)
        return
    assert set(unit(name).hyperparameters) == {"rho", *unit(wrapped).hyperparameters}
    points = follow_full(name, space, x, traced_settings(name, 0)).points
    assert np.isfinite(points).all()
    assert np.any(points[-1] != points[-2])


# --- What theory promises of their values ---


def fenced(x):
    """Rosenbrock's residuals, undefined where x₁ > 0: on the way from the start to the minimum."""
    return jnp.where(x[0] > 0.0, jnp.nan, rosenbrock(x))


def cliff(x):
    """Where x₁ > 0 the value is lower, but its derivative is undefined, as that of √0 is."""
    return jnp.append(rosenbrock(x), jnp.sqrt(jnp.where(x[0] > 0.0, 0.0 * x[0], 1.0)))


DESCENDING = ("bfgs", "gd_armijo", "lbfgs", "levenberg_marquardt", "pso")
SPACES = [
    (name, space)
    for name in DESCENDING
    for space in (rosenbrock, fenced, cliff)
    if not (name == "pso" and space is cliff)  # it asks for values alone
]


@pytest.mark.parametrize(("name", "residuals"), SPACES)
def test_value_never_rises_and_undefined_points_are_refused(name, residuals):
    world = World(residuals, terms=2)
    for setting in three_settings(name):
        points = follow_full(name, world, [-1.2, 1.0], setting).points
        values = np.sum(np.asarray(jax.vmap(residuals)(points)) ** 2, axis=1)
        assert np.isfinite(values).all()
        assert (np.diff(values) <= 0).all()
        assert values[-1] < values[0]
        assert residuals is rosenbrock or points[:, 0].max() <= 0.0
