"""Tests the record of a run: exact steps of hits, counts of oracle calls, and the status of every ending."""

from dataclasses import replace

import numpy as np
import pytest

from gdbench.engine.bundles import Bundle, bundle_key
from gdbench.engine.compiled import compile_bundle, join
from gdbench.engine.tiles import sample_steps
from gdbench.registry import load, problem, variant
from gdbench.types import ORACLE_PRICES, Cell, Entry, Lane, Protocol, Status, Workload, fixed, linear, log

SPHERE = load("problem", "sphere")


def run(entry, load_, lanes, *, budget=200, targets=(0.5, 1e-2, 1e-4), dtype="float64", tile=None):
    cell = Cell(entry, load_, Protocol(dtype, budget, targets, 20))
    compiled = compile_bundle(Bundle(bundle_key(cell), (cell,), tile or len(lanes)))
    return compiled.run(cell, lanes)


def entry(name, **settings):
    return Entry(name, load("variant", name), settings)


def test_hits_are_exact_and_counted_in_evaluations():
    rates = [0.01, 0.05, 0.2]
    trace = run(entry("sgd"), Workload(SPHERE, 10), [Lane(i, 0, {"learning_rate": lr}) for i, lr in enumerate(rates)])
    for row, rate in enumerate(rates):
        gap, first = 90.0 * (1 - 2 * rate) ** (2 * np.arange(200)), []
        for target in (0.5, 1e-2, 1e-4):
            reached = np.flatnonzero(gap <= target * 90.0 * (1 + 1e-12))
            first.append(reached[0] + 1 if len(reached) else np.inf)
        assert np.array_equal(trace.hit_cost[row], np.array(first, np.float32))
        assert np.array_equal(trace.hit_step[row], [-1 if np.isinf(each) else each for each in first])
    assert list(trace.status) == [
        Status.SOLVED.value if np.isfinite(each) else Status.BUDGET.value for each in trace.hit_cost[:, -1]
    ]


def test_a_run_stops_at_its_last_target_and_its_curve_is_carried_on():
    trace = run(entry("sgd", learning_rate=0.2), Workload(SPHERE, 2), [Lane(-1, 0, {})])
    assert trace.status[0] == Status.SOLVED
    assert trace.cost[0] == trace.hit_cost[0, -1] < 200
    assert trace.curve_gap[0, -1] == trace.gap[0]
    assert np.all(np.diff(trace.curve_gap[0]) <= 0)


def test_padding_changes_nothing():
    lanes = [Lane(i, i, {"learning_rate": 0.01 * (i + 1)}) for i in range(5)]
    exact, padded, split = (run(entry("adam"), Workload(SPHERE, 2), lanes, tile=tile) for tile in (5, 8, 2))
    for name in ("status", "gap", "hit_cost", "curve_gap", "cost"):
        assert np.array_equal(getattr(exact, name), getattr(padded, name))
        assert np.array_equal(getattr(exact, name), getattr(split, name))


def test_budget_is_respected_by_rules_that_spend_more_than_one_a_step():
    load_ = Workload(load("problem", "mgh01_rosenbrock"), 2)
    for name in ("newton", "pso", "gd_armijo", "bfgs", "levenberg_marquardt"):
        trace = run(entry(name), load_, [Lane(-1, 3, {})], budget=60, targets=(0.9, 1e-12))
        per_step = {"newton": 3, "pso": 16, "levenberg_marquardt": 2}.get(name, 1)
        assert trace.cost[0] < 60 + per_step, name
        prices = np.array([2 if price is None else price for price in ORACLE_PRICES.values()])  # in two dimensions
        assert trace.counts[0] @ prices == pytest.approx(trace.cost[0]), name


def test_counts_of_a_line_search_are_its_trials():
    trace = run(entry("gd_armijo"), Workload(SPHERE, 2), [Lane(-1, 0, {})], budget=30, targets=(0.9, 1e-300))
    counts = dict(zip(ORACLE_PRICES, trace.counts[0], strict=True))
    assert counts.pop("gradients") == 1 + trace.steps[0]
    assert not any(counts.values())


@variant(hyperparameters={"learning_rate": log(1e-2, 1e-5, 1.0, tuned=True)}, source="test")
def stuck(t, g, x, slots, hp):
    """Never moves: x ← x."""
    return 0.0 * g, ()


@variant(hyperparameters={"learning_rate": linear(1.0, 0.0, 1.0, tuned=True)}, source="test")
def poisoned(t, g, x, slots, hp):
    """Produces NaN at the fifth step."""
    from jax import numpy as jnp

    return jnp.where(t == 5, jnp.nan, -0.01 * g), ()


@problem(dims=fixed(2), start=3.0, minimiser=0.0, minimum=1.0, tags=("smooth",), source="test: f* is too high")
def overstated(x):
    """f = Σ x² + x₁, whose minimum is below the stated one."""
    return (x * x).sum(axis=0)


@problem(dims=fixed(2), start=0.5, minimiser=1e3, minimum=-1e6, box=(-1.0, 1.0), tags=("smooth",), source="test")
def slope(x):
    """f = −Σ x, downhill out of the box."""
    return -x.sum(axis=0)


@pytest.mark.parametrize(
    ("rule", "unit", "settings", "status"),
    [
        ("sgd", SPHERE, {"learning_rate": 0.3}, Status.SOLVED),
        ("sgd", SPHERE, {"learning_rate": 1e-5}, Status.BUDGET),
        ("sgd", SPHERE, {"learning_rate": 50.0}, Status.DIVERGED),
        (stuck, SPHERE, {}, Status.FROZEN),
        (poisoned, SPHERE, {}, Status.DIVERGED),
        ("sgd", overstated, {"learning_rate": 0.1}, Status.BELOW_FSTAR),
        ("sgd", slope, {"learning_rate": 0.1}, Status.LEFT_BOX),
    ],
    ids=["solved", "budget", "diverged", "frozen", "nan", "below_fstar", "left_box"],
)
def test_every_ending_has_its_status(rule, unit, settings, status):
    chosen = Entry("rule", load("variant", rule) if isinstance(rule, str) else rule)
    trace = run(chosen, Workload(unit, 2), [Lane(-1, 0, settings)], targets=(0.5, 1e-6))
    assert Status(int(trace.status[0])) is status
    if status is Status.BELOW_FSTAR:
        assert np.isinf(trace.hit_cost[0, -1]), "a value below the minimum is flagged, not credited"


def test_overflow_of_a_second_moment_is_frozen_not_finished():
    steep = replace(SPHERE, function=lambda x: 1e25 * (x * x).sum(axis=0), minimum=lambda n: 0.0, box=None)
    trace = run(entry("adam"), Workload(steep, 2), [Lane(-1, 0, {})], dtype="float32")
    assert trace.status[0] == Status.FROZEN


def test_samples_are_log_spaced_and_end_at_the_budget():
    steps = sample_steps(1, 1000, 60)
    assert steps[0] == 1 and steps[-1] == 1000 and np.all(np.diff(steps) > 0) and len(steps) <= 60
    assert sample_steps(0, 50, 10)[0] == 0


def test_joined_tiles_keep_the_order_of_runs():
    lanes = [Lane(i, 0, {"learning_rate": 0.01 * (i + 1)}) for i in range(4)]
    whole = run(entry("sgd"), Workload(SPHERE, 2), lanes, budget=20)
    parts = [run(entry("sgd"), Workload(SPHERE, 2), [lane], budget=20) for lane in lanes]
    assert np.allclose(join(parts).gap, whole.gap, rtol=1e-12)


def test_a_two_cycle_is_not_frozen():
    load_ = Workload(load("problem", "l1_norm"), 2)
    trace = run(entry("sgd", learning_rate=0.7), load_, [Lane(-1, 0, {})], targets=(0.5, 1e-6))
    assert trace.status[0] == Status.BUDGET
