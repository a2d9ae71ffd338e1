"""Tests the sentences on a new baseline's changes, and which of its cells count as unsteady."""

from dataclasses import replace

from gdbench.gate.exact.convergence import Convergence
from gdbench.gate.exact.rewriting import explained, moved_by_rounding, still_unsteady
from tests.gate.exact.made_metrics import HERE, cell, metrics, outcome

ADAM, SGD = ("adam", "booth n=2"), ("sgd", "booth n=2")


def test_a_new_baseline_is_explained_change_by_change():
    new = {("adam", "booth n=2"): cell(default=outcome(2.0)), ("new", "booth n=2"): cell()}
    assert explained(metrics(), metrics(new)) == [
        "1 cells are new: new on booth n=2",
        "adam on booth n=2: default setting: final gap: 1 → 2, worse",
        "sgd on booth n=2: the cell: done → missing",
    ]
    assert explained(None, metrics()) == ["the first baseline of suite tiny here: 2 cells, 0 programs of a step"]
    assert explained(metrics(), metrics()) == []


def test_cells_that_rounding_moves_differ_by_more_than_a_comparison_allows():
    moved = metrics({ADAM: cell(default=outcome(2.0)), SGD: cell(default=outcome(1.03))})
    assert moved_by_rounding(metrics(), [moved]) == {ADAM}


def test_the_cells_of_several_roundings_are_united():
    one, other = metrics({**metrics().cells, ADAM: cell(chosen=0)}), metrics({**metrics().cells, SGD: cell(chosen=0)})
    assert moved_by_rounding(metrics(), [one]) == {ADAM}
    assert moved_by_rounding(metrics(), [one, other]) == {ADAM, SGD}


def test_a_baseline_of_another_processor_is_another_rounding():
    there = replace(metrics({ADAM: cell(), SGD: cell(chosen=0)}), environment={**HERE, "processor": "other"})
    assert moved_by_rounding(metrics(), [there]) == {SGD}


def test_what_another_baseline_lists_as_unsteady_stays_unsteady():
    there = metrics(unsteady=frozenset({SGD, ("gone", "booth n=2")}))
    assert moved_by_rounding(metrics(), [there]) == {SGD}


def test_a_cell_that_no_other_run_has_is_unsteady_unless_it_is_declined():
    fewer, declined = metrics({ADAM: cell()}), {("svrg", "booth n=2"): Convergence("declined")}
    new = metrics({**metrics().cells, **declined})
    assert moved_by_rounding(new, [fewer]) == {SGD}
    assert moved_by_rounding(new, [fewer, metrics()]) == frozenset()


def test_without_another_rounding_steadiness_stays_and_new_cells_are_unsteady():
    old = metrics({ADAM: cell()}, unsteady=frozenset({ADAM, ("gone", "booth n=2")}))
    assert still_unsteady(old, metrics()) == {ADAM, SGD}
    assert still_unsteady(None, metrics()) is None
    assert still_unsteady(metrics(unsteady=None), metrics()) is None
