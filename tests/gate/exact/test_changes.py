"""Tests which parts of two sets of exact metrics are compared, and which are left out with a note."""

from dataclasses import replace

import pytest

from gdbench.errors import NotComparable
from gdbench.gate.exact.changes import compare_exact
from gdbench.gate.exact.comparable import require_comparable
from gdbench.gate.exact.convergence import Convergence
from gdbench.gate.findings import Verdict
from gdbench.registry import load
from gdbench.types import Cell, Entry, Protocol, Workload
from tests.gate.exact.made_metrics import HERE, INF, LIMITS, cell, different, facts, metrics, outcome


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


def test_two_sides_that_measured_nothing_are_not_compared():
    failed = {place: replace(cell, status="failed") for place, cell in metrics().cells.items()}
    with pytest.raises(NotComparable, match="neither has measured anything"):
        require_comparable(replace(metrics(), cells=failed), replace(metrics(), cells=failed))
    require_comparable(metrics(), replace(metrics(), cells=failed))
