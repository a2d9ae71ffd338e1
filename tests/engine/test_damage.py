"""Tests that a run whose state overflows while its point stays finite ends as frozen, at the step where it happens."""

from dataclasses import replace

import numpy as np
import optax
import pytest
from jax import numpy as jnp

from gdbench.engine.bundles import Bundle, bundle_key
from gdbench.engine.compiled import compile_bundle
from gdbench.registry import load, variant
from gdbench.types import Cell, Entry, Lane, Protocol, Status, Workload, log

SPHERE = load("problem", "sphere")
IRIS = load("task", "softmax_iris")
BROKEN_AT = 7
RATE = {"learning_rate": log(1e-3, 1e-5, 1.0, tuned=True)}


def overflow(t, number):
    """The number, or infinity in the step at which the state breaks."""
    return jnp.where(t == BROKEN_AT, jnp.inf, number)


@variant(slots=("memory",), hyperparameters=RATE, source="test")
def broken_slot(t, g, x, slots, hp):
    """Moves on with a slot that is infinite in one step: x ← x − η g."""
    return -hp.learning_rate * g, (overflow(t, 0.0 * g),)


@variant(
    slots=("memory",), hyperparameters=RATE, source="test", over="all", start=lambda x, hp: (jnp.zeros_like(x[:1]),)
)
def broken_row(t, g, x, slots, hp):
    """Moves on with a number per run that is infinite in one step: x ← x − η g."""
    return -hp.learning_rate * g, (overflow(t, 0.0 * slots[0]),)


@variant(hyperparameters=RATE, source="test", init=lambda x, oracle, hp, key: {"best": jnp.inf, "sum": 0.0 * x})
def broken_leaf(t, x, state, oracle, hp, key):
    """Moves on with a leaf that is infinite in one step, and with another that is infinite on purpose: x ← x − η g."""
    step = -hp.learning_rate * oracle.gradient(x)
    return x + step, {"best": jnp.inf, "sum": overflow(t, 0.0 * x)}


def run(rule, workload, lanes=1, targets=(0.5, 1e-300), dtype="float32", **settings):
    chosen = load("variant", rule) if isinstance(rule, str) else rule
    cell = Cell(Entry("rule", chosen, settings), workload, Protocol(dtype, 60, targets, 12))
    compiled = compile_bundle(Bundle(bundle_key(cell), (cell,), lanes))
    return compiled.run(cell, [Lane(i, i, {}) for i in range(lanes)])


@pytest.mark.parametrize("rule", [broken_slot, broken_row, broken_leaf], ids=lambda each: each.name)
@pytest.mark.parametrize("workload", [Workload(SPHERE, 3), Workload(IRIS, IRIS.parameters)], ids=["problem", "task"])
def test_it_ends_at_the_step_of_the_damage(rule, workload):
    trace = run(rule, workload)
    assert Status(int(trace.status[0])) is Status.FROZEN
    assert trace.steps[0] == BROKEN_AT
    assert np.isfinite(trace.gap[0])


def plateau(learning_rate=0.1):
    """Keeps a best value that is infinite before the first step."""
    return optax.chain(optax.sgd(learning_rate), optax.contrib.reduce_on_plateau(patience=5))


def half_steep():
    """A sum of squares whose gradient overflows when it is squared, in the first coordinate alone."""

    def function(x):
        scale = jnp.asarray([1e19, 1.0, 3.0], x.dtype).reshape(-1, *(1,) * (x.ndim - 1))
        return jnp.sum(scale * x * x, axis=0)

    return replace(SPHERE, function=function, minimum=lambda n: 0.0, box=None)


@pytest.mark.parametrize("name", ["adagrad", "rmsprop", "optax:rmsprop"])
def test_squares_that_overflow_in_one_coordinate_are_not_called_budget(name):
    trace = run(name, Workload(half_steep(), 3))
    assert Status(int(trace.status[0])) is Status.FROZEN
    assert trace.steps[0] < 60


def test_hits_before_the_damage_stay_hits():
    trace = run(broken_slot, Workload(SPHERE, 3), targets=(0.5, 1e-12), learning_rate=0.2)
    assert Status(int(trace.status[0])) is Status.FROZEN
    assert trace.hit_step[0, 0] > 0 and trace.hit_step[0, 1] == -1


@pytest.mark.parametrize("name", ["adgd", "lbfgs", "reduce_on_plateau(sgd)", "tests.engine.test_damage:plateau"])
def test_a_number_that_is_infinite_before_the_first_step_may_stay_so(name):
    trace = run(name, Workload(SPHERE, 3), targets=(0.5, 1e-4), dtype="float64")
    assert Status(int(trace.status[0])) in (Status.SOLVED, Status.BUDGET)


def test_a_point_that_overflows_with_the_state_has_diverged():
    trace = run("heavy_ball", Workload(SPHERE, 3), learning_rate=1e30)
    assert Status(int(trace.status[0])) is Status.DIVERGED
