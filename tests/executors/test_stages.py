"""Tests the jobs of a cell: where runs begin, the two rounds of tuning, and what a resumed run computes."""

import gdbench
from gdbench.registry import load, names


def suite(problems):
    return {
        "suite": {"name": "starts"},
        "protocol": {"budget": 5, "targets": [0.5], "samples": 2},
        "tuning": {"trials": 1, "seeds": 1},
        "evaluation": {"seeds": 2},
        "run": [{"variants": ["sgd"], "problems": problems}],
    }


def test_functions_without_a_minimum_are_run(tmp_path):
    # A run must begin at a finite loss; an unbounded function has a finite loss, although its gap is infinite.
    endless = [name for name in names("problem") if "unbounded" in load("problem", name).tags]
    assert endless
    cells = gdbench.run(suite(endless), out=tmp_path).manifest.cells
    assert [(cell.unit, cell.status) for cell in cells] == [(name, "done") for name in endless]


def refining(**more):
    return {
        "suite": {"name": "refining"},
        "protocol": {"budget": 60, "targets": [0.5, 1e-2], "samples": 4},
        "tuning": {"trials": 16, "seeds": 2},
        "evaluation": {"seeds": 3},
        "run": [{"variants": ["sgd", "adam"], "problems": ["booth", "matyas"]}],
    } | more


def test_refined_trials_follow_the_first_ones_and_one_of_them_all_is_chosen(tmp_path):
    results = gdbench.run(refining(), out=tmp_path)
    assert results.computed == 4 * 3, "two rounds of tuning and an evaluation"
    trials = results.table("trials")
    for _, part in trials.groupby(["variant", "workload"]):
        assert sorted(part["trial"]) == list(range(16))
        assert part.sort_values("trial")["round"].tolist() == [0] * 8 + [1] * 8
        assert part["chosen"].tolist() == [True] + [False] * 15, "the best of all trials"
    assert (trials.groupby(["variant", "workload"])["round"].first() == 1).any(), "refining finds better settings"
    assert results.verdict["at_end"].notna().all()


def test_a_run_resumes_between_the_rounds_of_tuning(tmp_path):
    whole = gdbench.run(refining(), out=tmp_path)
    for cell in whole.manifest.cells:
        whole.store.discard(cell.refinement)
        whole.store.discard(cell.evaluation)
    again = gdbench.run(refining(), out=tmp_path)
    assert again.computed == 4 * 2
    assert [cell.keys for cell in again.manifest.cells] == [cell.keys for cell in whole.manifest.cells]


def test_an_evaluation_that_is_missing_alone_is_computed_from_the_stored_tuning(tmp_path):
    first = gdbench.run(refining(), out=tmp_path)
    again = gdbench.run(refining(evaluation={"seeds": 4}), out=tmp_path)
    assert again.computed == 4
    assert [cell.setting for cell in again.manifest.cells] == [cell.setting for cell in first.manifest.cells]


def test_another_method_with_the_same_first_trials_is_another_plan(tmp_path):
    gdbench.run(refining(), out=tmp_path)
    other = gdbench.run(refining(tuning={"method": "quasirandom", "trials": 8, "seeds": 2}), out=tmp_path)
    assert {cell.refinement for cell in other.manifest.cells} == {None}


def test_another_seed_changes_trials_starts_and_evaluation_seeds(tmp_path):
    one = gdbench.run(refining(), out=tmp_path)
    seeded = refining(protocol={"budget": 60, "targets": [0.5, 1e-2], "samples": 4, "seed": 1})
    other = gdbench.run(seeded, out=tmp_path)
    assert not {key for cell in one.manifest.cells for key in cell.keys} & {
        key for cell in other.manifest.cells for key in cell.keys
    }
    assert not set(one.runs["seed"]) & set(other.runs["seed"])
