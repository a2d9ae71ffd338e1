"""Tests the few numbers by which the convergence of stored runs is compared."""

import math

import numpy as np
import pytest

from gdbench.gate.exact.convergence import convergence
from gdbench.store import Store, key_of
from gdbench.tables.run import StoredRun
from gdbench.types import CellRow, Lane, Manifest, Stage, Status, Trace

INF = math.inf
TARGETS = (0.5, 0.1)


def trace(statuses, gaps, hits, cost, first):
    """What runs of one setting leave: ``first`` are their gaps at the start."""
    runs, zeros = len(statuses), np.zeros(len(statuses), np.float32)
    curve = np.stack([np.array(first, np.float32), zeros], axis=1)
    return Trace(
        status=np.array([int(each) for each in statuses], np.int8),
        gap=np.array(gaps, np.float32),
        best=zeros,
        grad_norm=zeros,
        steps=np.zeros(runs, np.int32),
        cost=np.array(cost, np.float32),
        counts=np.zeros((runs, 5), np.float32),
        hit_step=np.zeros((runs, len(TARGETS)), np.int32),
        hit_cost=np.array(hits, np.float32),
        curve_step=np.zeros((runs, 2), np.int32),
        curve_cost=curve,
        curve_gap=curve,
    )


@pytest.fixture
def outcome_of(tmp_path):
    """The outcome of a setting, trial 0, whose runs have been stored."""

    def of(*columns, relative=True):
        store, keys = Store(tmp_path), {}
        for stage in Stage:
            spec = {"stage": stage.value, "trials": [[0, {}]], "of": repr(columns)}
            keys[stage.value] = key_of(spec)
            lanes = [Lane(0, seed, {}) for seed in range(len(columns[0]))]
            store.commit(keys[stage.value], spec, trace(*columns), lanes, {})
        row = CellRow("v", "w", "done", targets=TARGETS, relative=relative, trial=0, budget=60, **keys)
        return convergence(StoredRun(store, "tiny", Manifest("tiny", (row,))))["v", "w"].tuned

    return of


def test_calls_per_hit_count_the_calls_of_the_runs_that_missed(outcome_of):
    statuses = [Status.SOLVED, Status.BUDGET, Status.DIVERGED]
    found = outcome_of(statuses, [0.5, 4.0, np.inf], [[3, 7], [10, INF], [INF, INF]], [7, 60, 20], [10, 10, 10])
    assert found.calls == ((3 + 10 + 20) / 2, (7 + 60 + 20) / 1)
    assert found.tally() == {"solved": 1, "diverged": 1, "budget": 1}


def test_a_solved_run_counts_as_having_stopped_at_the_target(outcome_of):
    statuses, hits = [Status.SOLVED, Status.BUDGET], [[3, 7], [10, INF]]
    one = outcome_of(statuses, [0.9, 4.0], hits, [7, 60], [10, 10])
    other = outcome_of(statuses, [0.2, 4.0], hits, [7, 60], [10, 10])
    assert one.gap == other.gap == pytest.approx(math.sqrt(0.1 * 10 * 4.0))
    absolute = outcome_of(statuses, [0.09, 4.0], hits, [7, 60], [10, 10], relative=False)
    assert absolute.gap == pytest.approx(math.sqrt(0.1 * 4.0))


def test_a_gap_is_that_of_the_finite_runs_and_none_without_any(outcome_of):
    both = outcome_of([Status.DIVERGED, Status.BUDGET], [np.nan, 4.0], [[INF] * 2] * 2, [5, 60], [10, 10])
    assert both.gap == pytest.approx(4.0)
    assert outcome_of([Status.DIVERGED] * 2, [np.nan, np.inf], [[INF] * 2] * 2, [5, 60], [10, 10]).gap is None


def test_cells_that_are_not_done_keep_their_reason(tmp_path):
    row = CellRow("svrg", "booth n=2", "declined", reason="needs a finite sum")
    found = convergence(StoredRun(Store(tmp_path), "tiny", Manifest("tiny", (row,))))["svrg", "booth n=2"]
    assert (found.status, found.reason, found.tuned) == ("declined", "needs a finite sum", None)
