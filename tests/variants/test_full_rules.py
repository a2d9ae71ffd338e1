"""Full rules against independent NumPy transcriptions, in a closed loop, and the oracle calls they pay for.

A closed loop amplifies rounding, so only the first steps are compared. A transcription's arguments say what
it needs: an oracle, with ``probes`` or ``normals`` the random numbers of every step, a finite sum, or a function
of points with the random numbers of a swarm.
"""

import inspect
from functools import cache, partial

import jax
import numpy as np
import pytest
from full_runs import STEPS, VALLEY, World, follow_full, rosenbrock
from jax import numpy as jnp
from variant_runs import (
    FULL,
    QUICK,
    disagreement,
    many_settings,
    static_choices,
    three_settings,
    traced_settings,
    transcription,
    unit,
)

from gdbench.engine.oracle import KINDS
from gdbench.errors import ImportFailed

SHORT = {
    "svrg": {"period": 5},
    "looksam": {"period": 4},
    "sophia": {"update_interval": 4},
}  # static settings that let more happen in the steps compared
COMPARED = 12
TOLERANCE = 1e-9
EXAMPLES, BATCH = 20, 4
random = np.random.default_rng(3)
MATRIX = random.normal(size=(EXAMPLES, 5)) * np.array([1.0, 0.7, 0.5, 0.3, 0.2]) / np.sqrt(EXAMPLES)
TARGET = random.normal(size=EXAMPLES) / np.sqrt(EXAMPLES)
STRETCH = np.array([1.0, 3.0])
ROWS = random.integers(0, EXAMPLES, (STEPS, BATCH))


def regression(x):
    return jnp.asarray(MATRIX) @ x - jnp.asarray(TARGET)


def saturated(x):
    """Far from zero its linear model leads much too far, so that trials are refused again and again."""
    return jnp.arctan(jnp.asarray(STRETCH) * x)


class SumOfSquares:
    """The oracle of a transcription: f = Σ r², its derivatives written out."""

    def __init__(self, residual, jacobian, curvature):
        self.residual, self.jacobian, self.curvature = residual, jacobian, curvature

    def value(self, x):
        return float(np.sum(self.residual(x) ** 2))

    def value_and_grad(self, x):
        return self.value(x), 2.0 * self.jacobian(x).T @ self.residual(x)

    def hessian(self, x):
        return 2.0 * self.jacobian(x).T @ self.jacobian(x) + 2.0 * self.curvature(x)

    def hvp(self, x, v):
        return self.hessian(x) @ v

    def residual_and_jacobian(self, x):
        return self.residual(x), self.jacobian(x)


class Examples:
    """The oracle of a transcription that asks once a step for the gradients of its examples."""

    def __init__(self):
        self.steps = iter(ROWS)

    def gradients_each(self, x):
        chosen = next(self.steps)
        return 2.0 * EXAMPLES * MATRIX[chosen] * (MATRIX[chosen] @ x - TARGET[chosen])[:, None]


WORLDS = {
    "rosenbrock": (
        VALLEY,
        SumOfSquares(
            residual=lambda x: np.array([10.0 * (x[1] - x[0] ** 2), 1.0 - x[0]]),
            jacobian=lambda x: np.array([[-20.0 * x[0], 10.0], [-1.0, 0.0]]),
            curvature=lambda x: 10.0 * (x[1] - x[0] ** 2) * np.array([[-20.0, 0.0], [0.0, 0.0]]),
        ),
        np.array([-1.2, 1.0]),
    ),
    "saturated": (
        World(saturated, terms=2),
        SumOfSquares(
            residual=lambda x: np.arctan(STRETCH * x),
            jacobian=lambda x: np.diag(STRETCH / (1.0 + (STRETCH * x) ** 2)),
            curvature=lambda x: np.diag(
                np.arctan(STRETCH * x) * -2.0 * STRETCH**3 * x / (1.0 + (STRETCH * x) ** 2) ** 2
            ),
        ),
        np.array([8.0, -2.0]),
    ),
    "regression": (
        World(regression, terms=EXAMPLES, rows=tuple(map(tuple, ROWS.tolist()))),
        SumOfSquares(
            residual=lambda x: MATRIX @ x - TARGET,
            jacobian=lambda x: MATRIX,
            curvature=lambda x: np.zeros((5, 5)),
        ),
        np.array([1.0, -2.0, 3.0, 0.5, -1.0]),
    ),
}


def batch_gradient(x, t):
    """The gradient of the mini-batch of step ``t``, whose mean over all batches is that of all examples."""
    chosen = ROWS[t - 1]
    return 2.0 * (EXAMPLES / BATCH) * MATRIX[chosen].T @ (MATRIX[chosen] @ x - TARGET[chosen])


@cache
def drawn(of, n):
    """The random numbers ``[STEPS, n]`` of all steps, each from the key and the number of its step."""
    key = jax.random.key(5)
    return np.stack([of(jax.random.fold_in(key, t), (n,), "float64") for t in range(1, STEPS + 1)])


@partial(jax.jit, static_argnums=1, compiler_options=QUICK)
def draws(key, shape):
    """Two draws from the key, as a step needs them."""
    return [jax.random.uniform(each, shape, "float64") for each in jax.random.split(key)]


@cache
def uniforms(population, n):
    """What a swarm draws, by the variant's recipe: at the start from its key and 0, then from its key and t."""
    key, shape = jax.random.key(5), (population, n)
    scattered = jax.random.uniform(jax.random.fold_in(key, 0), shape, "float64", -1.0, 1.0)
    later = [draws(jax.random.fold_in(key, t), shape) for t in range(STEPS + 1)]
    return np.asarray(scattered), jax.tree.map(np.asarray, later)


def transcribed(name, world, hp):
    """Hand a transcription what it asks for by its arguments."""
    _, oracle, x = WORLDS[world]
    run = transcription(name)
    asks, *_, last = inspect.signature(run).parameters
    if last == "probes":
        return run(oracle, x, hp, STEPS, drawn(jax.random.rademacher, x.size))
    if last == "normals":
        return run(Examples(), x, hp, STEPS, drawn(jax.random.normal, x.size))
    if asks == "oracle":
        return run(oracle, x, hp, STEPS)
    if asks == "full_gradient":
        return run(lambda x: oracle.value_and_grad(x)[1], batch_gradient, x, hp, STEPS)
    scattered, later = uniforms(hp["population"], x.size)
    positions = x + hp["spread"] * scattered
    positions[0] = x
    return run(oracle.value, positions, hp, later.__getitem__, STEPS)


def unsettled(points):
    """How many points to compare: where steps are this small, rounding decides what is accepted.

    A run that diverges, as it may at the upper end of a range, is followed that far only.
    """
    with np.errstate(all="ignore"):
        moves = np.abs(np.diff(points, axis=0)).max(axis=1)
    ends = np.flatnonzero((moves > 0) & (moves < 1e-4) | ~(moves < 1e3))
    return min(COMPARED, ends[0] + 1) if ends.size else COMPARED


def cases():
    for name in FULL:
        for world in ("regression",) if "finite_sum" in unit(name).needs else WORLDS:
            for static in static_choices(name):
                yield name, world, static | SHORT.get(name, {})


@pytest.mark.parametrize(("name", "world", "static"), list(cases()), ids=str)
def test_agrees_with_its_transcription(name, world, static):
    space, _, x = WORLDS[world]
    if "finite_sum" not in unit(name).needs:
        space = space.whole()
    for number, setting in enumerate(many_settings(name)):
        ours = follow_full(name, space, x, setting, static=static).points[1:]
        with np.errstate(all="ignore"):
            theirs = transcribed(name, world, unit(name).settings(setting | static))[1:]
        assert number or np.any(theirs[-1] != x), "a run that stays put compares nothing"
        last = unsettled(theirs)
        assert disagreement(ours[:last], theirs[:last]) <= TOLERANCE


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
