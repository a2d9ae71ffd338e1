"""From stored runs to the few numbers that are compared, and from two numbers to a verdict."""

import math
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from conftest import command, edit

from gdbench.errors import NotComparable
from gdbench.gate import baseline
from gdbench.gate.changes import compare_exact
from gdbench.gate.comparable import require_comparable
from gdbench.gate.convergence import Convergence, Outcome, convergence
from gdbench.gate.exact import Exact, compiled, exact_metrics
from gdbench.gate.findings import Verdict
from gdbench.gate.judging import judge, judge_ends
from gdbench.gate.programs import program_rows, rows_of_run
from gdbench.gate.rewriting import differing, explained
from gdbench.gate.sides import side_of
from gdbench.registry import load
from gdbench.store import Store
from gdbench.suite import CompareSection
from gdbench.types import Cell, Entry, Protocol, Status, Workload

INF = math.inf
LIMITS = CompareSection()


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
    from gdbench.types import Stage

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


HERE = {"platform": "cpu", "device": "cpu", "processor": "one", "system": "Linux", "jax": "0.10.2", "jaxlib": "0.10.2"}


def outcome(gap=1.0, calls=(3.0, INF), ended="budget 2"):
    return Outcome(ended, calls, gap)


def cell(**more):
    made = Convergence("done", "", (0.5, 0.1), 60, outcome(), outcome(0.5), 1, (1.0, 0.5, None))
    return replace(made, **more)


def metrics(cells=None, **more):
    protocol = {"dtype": "float32", "budget": 60, "targets": [0.5, 0.1], "tuning": "grid", "seeds": 2}
    cells = {("adam", "booth n=2"): cell(), ("sgd", "booth n=2"): cell()} if cells is None else cells
    return Exact("tiny", HERE, protocol, cells, **{"compiled": 2, **more})


def different(base, head, **more):
    return compare_exact(base, head, ("base", "head"), LIMITS, **more).different


def test_every_part_of_a_cell_is_compared():
    changes = {
        "default setting: final gap": cell(default=outcome(2.0)),
        "tuned setting: final gap": cell(tuned=outcome(2.0)),
        "default setting: gradient evaluations to target 0.5": cell(default=outcome(calls=(4.0, INF))),
        "default setting: ends of runs": cell(default=outcome(ended="diverged 2")),
        "tuning trial 2: final gap": cell(trials=(1.0, 0.5, 3.0)),
        "trial that tuning chooses": cell(chosen=0),
        "targets and budget": cell(targets=(0.5, 0.2)),
    }
    for metric, changed in changes.items():
        (found,) = different(metrics(), metrics({**metrics().cells, ("adam", "booth n=2"): changed}))
        assert (found.metric, found.variant, found.workload) == (metric, "adam", "booth n=2")


def test_another_budget_is_said_and_nothing_else_of_that_cell():
    other = {**metrics().cells, ("adam", "booth n=2"): cell(budget=80, default=outcome(9.0))}
    (found,) = different(metrics(), metrics(other))
    assert (found.base, found.head) == ("0.5 0.1 in 60 gradient evaluations", "0.5 0.1 in 80 gradient evaluations")


def facts(**more):
    return {"state_bytes": 16, "primitives": {"mul": 4}, "flops": 8.0, "instructions": 20, "memory": 64, **more}


def test_facts_of_programs_have_limits_of_their_own():
    place = ("adam", "booth n=2")
    base = metrics(programs={place: facts()})
    (found,) = different(base, metrics(programs={place: facts(state_bytes=20)}))
    assert found.verdict is Verdict.WORSE and found.sentence().startswith(
        "adam on booth n=2: state of a run: base 16 bytes"
    )
    (found,) = different(base, metrics(programs={place: facts(instructions=21)}))
    assert found.verdict is Verdict.CHANGED
    (found,) = different(base, metrics(programs={place: facts(primitives={"mul": 3, "add": 1})}))
    assert found.verdict is Verdict.CHANGED and found.metric == "primitives of a step (add +1, mul -1)"
    (found,) = different(base, metrics(compiled=3, programs={place: facts()}))
    assert found.verdict is Verdict.WORSE and found.sentence().startswith(
        "suite tiny: programs compiled: base 2, head 3"
    )


def test_programs_of_another_compiler_are_left_out_and_convergence_is_not():
    place = ("adam", "booth n=2")
    other = metrics(programs={place: facts(instructions=99)})
    other = replace(other, environment={**HERE, "jaxlib": "0.10.3"})
    found = compare_exact(metrics(programs={place: facts()}), other, ("base", "head"), LIMITS)
    assert found.exit_code == 0 and any(note.startswith("Programs were not compared") for note in found.notes)


def elsewhere(exact):
    return replace(exact, environment={**HERE, "processor": "other"})


def test_on_another_processor_only_steady_cells_are_compared_and_more_loosely():
    moved = {("adam", "booth n=2"): cell(default=outcome(9.0)), ("sgd", "booth n=2"): cell(default=outcome(1.03))}
    with pytest.raises(NotComparable, match="which cells rounding moves has not been measured"):
        require_comparable(metrics(), elsewhere(metrics()))
    base = metrics(unsteady=frozenset({("adam", "booth n=2")}))
    found = compare_exact(base, elsewhere(metrics(moved)), ("base", "head"), LIMITS, strict=True)
    assert found.exit_code == 0 and "1 cells that rounding moves were left out (adam on booth n=2)" in found.notes[0]
    worse = {**moved, ("sgd", "booth n=2"): cell(default=outcome(1.2))}
    assert compare_exact(base, elsewhere(metrics(worse)), ("base", "head"), LIMITS).exit_code == 1


def test_cells_whose_packages_are_not_the_same_are_left_out():
    task = replace(load("task", "logreg_breast_cancer"), packages=("no_such_package",))
    reason = Cell(Entry("sgd", load("variant", "sgd")), Workload(task, 31), Protocol("float32", 9, (0.1,))).declined()
    lacking = {**metrics().cells, ("sgd", "booth n=2"): Convergence("declined", reason)}
    found = compare_exact(metrics(), metrics(lacking), ("base", "head"), LIMITS, strict=True)
    assert found.exit_code == 0
    assert "1 cells were left out, as their packages are not the same: sgd on booth n=2." in found.notes
    odd = {("optax:adam", "booth n=2"): cell(), ("adam", "booth n=2"): cell()}
    newer = replace(metrics({**odd, ("optax:adam", "booth n=2"): cell(chosen=0)}), environment={**HERE, "optax": "9"})
    assert compare_exact(metrics(odd), newer, ("base", "head"), LIMITS, strict=True).exit_code == 0


def test_compilations_count_only_when_none_was_left_out():
    rows = [{"status": "done"}, {"status": "done"}, {"status": "declined"}]
    assert compiled({"cells": rows, "compiled": [{"cells": 2}]}) == 1
    assert compiled({"cells": rows, "compiled": [{"cells": 1}]}) is None


def test_a_baseline_is_read_as_it_was_written(tmp_path):
    cells = {
        **metrics().cells,
        ("lamb", "booth n=2"): Convergence("failed", "oh"),
        ("svrg", "x"): Convergence("declined"),
    }
    exact = metrics(cells, programs={("adam", "booth n=2"): facts()}, unsteady=frozenset({("sgd", "booth n=2")}))
    path = tmp_path / "deep" / baseline.file_name(exact)
    baseline.write(exact, path)
    again = baseline.read(path)
    assert path.name == "cpu-jax-0.10.json"
    assert again.cells == {**metrics().cells, ("lamb", "booth n=2"): Convergence("failed")}
    assert (again.programs, again.compiled, again.unsteady) == (exact.programs, 2, exact.unsteady)
    assert not different(exact, again)
    odd = metrics({("adam", "booth n=2"): cell(budget=80, targets=(0.2, 0.1))}, limits=CompareSection(timing=1.5))
    baseline.write(odd, path)
    assert baseline.read(path) == odd
    baseline.write(exact, path)
    assert baseline.text_of(again) == path.read_text()
    assert sum(line.startswith('  ["adam", "booth n=2", {"default"') for line in path.read_text().splitlines()) == 1


def test_baselines_of_devices_and_versions_lie_side_by_side(tmp_path):
    gpu = replace(
        metrics(), environment={**HERE, "platform": "gpu", "device": "NVIDIA H100 80GB HBM3", "jax": "0.12.0.1"}
    )
    assert baseline.file_name(gpu) == "gpu-nvidia-h100-80gb-hbm3-jax-0.12.json"
    baseline.write(metrics(), tmp_path / "cpu-jax-0.10.json")
    with pytest.raises(NotComparable, match=r"there is no baseline .*beside it: cpu-jax-0.10.json"):
        baseline.read(baseline.locate(tmp_path, gpu))


def test_a_new_baseline_is_explained_change_by_change():
    new = {("adam", "booth n=2"): cell(default=outcome(2.0)), ("new", "booth n=2"): cell()}
    assert explained(metrics(), metrics(new)) == [
        "1 cells are new: new on booth n=2",
        "adam on booth n=2: default setting: final gap: 1 → 2, worse",
        "sgd on booth n=2: the cell: done → missing",
    ]
    assert explained(None, metrics()) == ["the first baseline of suite tiny here: 2 cells, 0 programs of a step"]
    assert explained(metrics(), metrics()) == []


def test_cells_that_rounding_moves_are_those_that_differ_by_more_than_a_comparison_allows():
    moved = {("adam", "booth n=2"): cell(default=outcome(2.0)), ("sgd", "booth n=2"): cell(default=outcome(1.03))}
    assert differing(metrics(), metrics(moved)) == {("adam", "booth n=2")}


def test_a_run_becomes_a_baseline_and_is_compared_with_it(runs):
    folder = runs / "baselines"
    answer = command("compare", folder, runs / "base" / "tiny", "--rewrite")
    assert answer.code == 0 and answer.out.startswith("the first baseline of suite tiny here: 2 cells, 2 programs")
    assert answer.out.rstrip().endswith(".json")
    again = command("compare", folder, runs / "base" / "tiny", "--rewrite")
    assert again.out.count("\n") == 1, "what the file does not keep is no change"
    fine = command("compare", folder, runs / "base" / "tiny", "--strict")
    assert fine.code == 0 and "program: " in fine.out
    worse = command("compare", folder, runs / "head" / "tiny")
    assert worse.code == 1 and worse.out.startswith("## Regression in mine")
    answer = command("compare", folder, runs / "head" / "tiny", "--rewrite")
    assert answer.code == 0
    assert (
        "mine on booth n=2: default setting: gradient evaluations to target 0.1: " in answer.out and "→" in answer.out
    )
    assert command("compare", folder, runs / "head" / "tiny", "--strict").code == 0


def test_steadiness_is_kept_and_new_cells_are_unsteady_until_measured(runs):
    folder = runs / "baselines"
    only_adam = lambda run: run.update(cells=[each for each in run["cells"] if each["variant"] == "adam"])  # noqa: E731
    edit(runs / "head" / "tiny" / "run.json", only_adam)
    command("compare", folder, runs / "head" / "tiny", "--rewrite", "--rounded", runs / "head" / "tiny")
    (path,) = folder.iterdir()
    assert baseline.read(path).unsteady == frozenset()
    command("compare", folder, runs / "base" / "tiny", "--rewrite")
    assert baseline.read(path).unsteady == {("mine", "booth n=2")}
    command("compare", folder, runs / "base" / "tiny", "--rewrite", "--rounded", runs / "base" / "tiny")
    assert baseline.read(path).unsteady == frozenset()


def test_a_baseline_of_another_jax_is_missing_here(runs):
    folder = runs / "baselines"
    command("compare", folder, runs / "base" / "tiny", "--rewrite")
    edit(runs / "base" / "tiny" / "run.json", lambda run: run["environment"].update(jax="9.9.9"))
    answer = command("compare", folder, runs / "base" / "tiny")
    assert answer.code == 3 and "cpu-jax-9.9.json" in answer.err


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
    found = exact_metrics(store, store.read_manifest("tiny"))
    assert found.compiled == 1 and found.suite == "tiny"
    mine = found.cells["mine", "booth n=2"]
    assert mine.default == mine.tuned and mine.default.tally() == {"solved": 2}
    assert all(1 <= each < 30 for each in mine.default.calls)
