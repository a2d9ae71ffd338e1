"""From stored runs to the few numbers that are compared, and from two numbers to a verdict."""

import math

import numpy as np
import pyarrow as pa
import pytest

from gdbench.gate.convergence import convergence
from gdbench.gate.exact import compiled, exact_metrics
from gdbench.gate.findings import Verdict
from gdbench.gate.judging import judge, judge_ends
from gdbench.gate.programs import program_rows, rows_of_run
from gdbench.gate.sides import side_of
from gdbench.registry import load
from gdbench.store import Store
from gdbench.types import Cell, Entry, Protocol, Stage, Status, Workload
from tests.gate.conftest import edit

INF = math.inf


@pytest.mark.parametrize(
    ("base", "head", "verdict"),
    [
        (10.0, 10.0, Verdict.SAME),
        (10.0, 10.005, Verdict.SAME),  # within rounding
        (10.0, 10.3, Verdict.CHANGED),
        (10.0, 9.7, Verdict.CHANGED),
        (10.0, 10.6, Verdict.WORSE),
        (10.6, 10.0, Verdict.BETTER),
        (10.0, INF, Verdict.WORSE),
        (10.0, None, Verdict.WORSE),
        (None, 10.0, Verdict.BETTER),
        (INF, None, Verdict.SAME),
        (0.0, 1.0, Verdict.WORSE),
    ],
)
def test_smaller_is_better(base, head, verdict):
    assert judge(base, head, limit=1.05, rounding=1e-3) is verdict


@pytest.mark.parametrize(
    ("base", "head", "verdict"),
    [
        ({"solved": 4}, {"solved": 4}, Verdict.SAME),
        ({"solved": 4}, {"solved": 3, "budget": 1}, Verdict.WORSE),
        ({"solved": 3, "diverged": 1}, {"solved": 4}, Verdict.BETTER),
        ({"budget": 4}, {"budget": 3, "diverged": 1}, Verdict.WORSE),
        ({"budget": 3, "frozen": 1}, {"budget": 4}, Verdict.BETTER),
        ({"budget": 3, "frozen": 1}, {"budget": 3, "diverged": 1}, Verdict.CHANGED),
        ({"solved": 2, "budget": 2}, {"solved": 3, "diverged": 1}, Verdict.BETTER),  # solved runs count first
    ],
)
def test_tallies_of_ends(base, head, verdict):
    assert judge_ends(base, head) is verdict


def cell_table(statuses, gaps, hits, cost, first):
    """The stored columns that matter, for one setting, trial 0."""
    runs = len(statuses)
    lists = lambda rows: pa.FixedSizeListArray.from_arrays(pa.array(np.ravel(rows)), len(rows[0]))  # noqa: E731
    return pa.table(
        {
            "trial": pa.array([0] * runs, pa.int32()),
            "status": pa.array([int(each) for each in statuses], pa.int8()),
            "gap": pa.array(gaps, pa.float32()),
            "cost": pa.array(cost, pa.float32()),
            "hit_cost": lists(np.array(hits, np.float32)),
            "curve_gap": lists(np.array([[each, 0.0] for each in first], np.float32)),
        }
    )


def outcome_of(monkeypatch, table, relative=True):
    cell = {
        "variant": "v",
        "workload": "w",
        "status": "done",
        "reason": "",
        "targets": [0.5, 0.1],
        "relative": relative,
    }
    cell |= {"trial": 0, "budget": 60}
    monkeypatch.setattr(
        "gdbench.gate.convergence.read_cells",
        lambda *_: [(cell, Stage.TUNING, table), (cell, Stage.EVALUATION, table)],
    )
    return convergence(None, {"cells": [cell]})["v", "w"].tuned


def test_calls_per_hit_count_the_calls_of_the_runs_that_missed(monkeypatch):
    statuses = [Status.SOLVED, Status.BUDGET, Status.DIVERGED]
    table = cell_table(statuses, [0.5, 4.0, np.inf], [[3, 7], [10, INF], [INF, INF]], [7, 60, 20], [10, 10, 10])
    found = outcome_of(monkeypatch, table)
    assert found.calls == ((3 + 10 + 20) / 2, (7 + 60 + 20) / 1)
    assert found.tally() == {"solved": 1, "diverged": 1, "budget": 1}


def test_a_solved_run_counts_as_having_stopped_at_the_target(monkeypatch):
    statuses = [Status.SOLVED, Status.BUDGET]
    hits = [[3, 7], [10, INF]]
    one = outcome_of(monkeypatch, cell_table(statuses, [0.9, 4.0], hits, [7, 60], [10, 10]))
    other = outcome_of(monkeypatch, cell_table(statuses, [0.2, 4.0], hits, [7, 60], [10, 10]))
    assert one.gap == other.gap == pytest.approx(math.sqrt(0.1 * 10 * 4.0))
    absolute = outcome_of(monkeypatch, cell_table(statuses, [0.09, 4.0], hits, [7, 60], [10, 10]), relative=False)
    assert absolute.gap == pytest.approx(math.sqrt(0.1 * 4.0))


def test_a_gap_is_that_of_the_finite_runs_and_none_without_any(monkeypatch):
    both = cell_table([Status.DIVERGED, Status.BUDGET], [np.nan, 4.0], [[INF] * 2] * 2, [5, 60], [10, 10])
    assert outcome_of(monkeypatch, both).gap == pytest.approx(4.0)
    none = cell_table([Status.DIVERGED] * 2, [np.nan, np.inf], [[INF] * 2] * 2, [5, 60], [10, 10])
    assert outcome_of(monkeypatch, none).gap is None


def test_compilations_count_only_when_none_was_left_out():
    rows = [{"status": "done"}, {"status": "done"}, {"status": "declined"}]
    assert compiled({"cells": rows, "compiled": [{"cells": 2}]}) == 1
    assert compiled({"cells": rows, "compiled": [{"cells": 1}]}) is None


def test_programs_of_a_run_are_measured_only_while_its_code_is_installed(runs):
    side = side_of(runs / "base" / "tiny", "HEAD")
    manifest = side.manifest("tiny")
    rows = rows_of_run(side.store, manifest)
    assert [row["variant"] for row in rows] == ["adam", "mine"]
    assert rows[0]["state_bytes"] == 16 and rows[0]["instructions"] > rows[1]["instructions"] > 0
    spec = next(
        side.store.path(each["evaluation"]) / "spec.json" for each in manifest["cells"] if each["variant"] == "adam"
    )
    edit(spec, lambda document: document["variant"].update(version="older"))
    assert [row["variant"] for row in rows_of_run(side.store, manifest)] == ["mine"]


def test_programs_are_measured_on_the_first_problem_and_the_first_task():
    protocol = Protocol("float32", 10, (0.1,), 2)
    task = load("task", "logreg_breast_cancer")
    loads = [
        Workload(load("problem", "booth"), 2),
        Workload(load("problem", "sphere"), 9),
        Workload(task, task.parameters),
    ]
    cells = [Cell(Entry("sgd", load("variant", "sgd")), each, protocol) for each in loads]
    assert [row["workload"] for row in program_rows(cells)] == ["booth n=2", "logreg_breast_cancer"]
    assert [row["memory"] > 0 for row in program_rows(cells)] == [True, True]


def test_the_exact_metrics_of_a_real_run(played):
    store = Store(played / "base")
    found = exact_metrics(store, store.read_manifest("tiny").document())
    assert found.compiled == 1 and found.suite == "tiny"
    mine = found.cells["mine", "booth n=2"]
    assert mine.default == mine.tuned and mine.default.tally() == {"solved": 2}
    assert all(1 <= each < 30 for each in mine.default.calls)
