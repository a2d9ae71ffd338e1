"""Tests `Run`: its tables by name, which tables are empty, and that nothing is read before it is needed."""

import numpy as np
import pandas as pd
import pytest

from gdbench.errors import StoreError, UnknownName, UnknownTable
from gdbench.tables.run import Run
from gdbench.types import Manifest, Rate, Stage, Timing
from tests.tables.written_runs import RATES, a_run, row


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Four variants on three workloads, tuned and at their defaults; a specialist, and a cell that failed."""
    cells = [
        row("failing", "booth n=2", "failed", reason="ValueError: no luck"),
        row("newton", "booth n=2", "declined"),
    ]
    return a_run(tmp_path_factory.mktemp("run"), default=True, cells=cells, tags=("multimodal", "saddle", "moving"))


def test_every_table_is_offered_by_its_name(run):
    tables = {name: run.table(name) for name in Run.names()}
    assert all(isinstance(table, pd.DataFrame) for table in tables.values())
    spoken = [
        "cells",
        "runs",
        "hits",
        "curves",
        "bands",
        "trials",
        "ert",
        "ranking",
        "profile",
        "axes",
        "areas",
        "ends",
    ]
    hidden = ["aggregates", "algoperf", "basins", "escapes", "regret"]
    assert all(len(tables[name]) for name in [*spoken, *hidden, "groups", "duels", "ladder", "budgets", "intervals"])


def test_an_unknown_table_is_a_sentence_that_lists_all(run):
    with pytest.raises(UnknownTable, match=r"no table named 'rankin'; did you mean 'ranking'\?.*aggregates, algoperf,"):
        run.table("rankin")


def test_no_name_of_a_step_towards_a_table_is_offered(run):
    with pytest.raises(UnknownTable) as found:
        run.table("_tuned")
    offered = str(found.value).partition("the tables of a run are ")[2].split(", ")
    assert offered == Run.names() and [name for name in offered if name.startswith("_")] == []


def test_a_stored_run_is_the_run_in_memory(run):
    memory = Run(run.manifest, run.stored, run.observations, run.closeups, run.suite_text)
    for name in Run.names():
        pd.testing.assert_frame_equal(memory.table(name), run.table(name), obj=name)


def test_a_verdict_reads_no_tuning(tmp_path):
    run = a_run(tmp_path)
    assert len(run.ranking) == len(RATES)
    assert "stored" not in vars(run) and {stage for _, stage, _ in run.evaluated} == {Stage.EVALUATION}
    assert [stage for _, stage, _ in run.stored] == [Stage.TUNING, Stage.EVALUATION] * len(run.manifest.cells)


def test_a_run_without_cells_has_empty_tables():
    run = Run(Manifest("nothing"))
    assert all(run.table(name).empty for name in Run.names())
    assert run.status == {"done": 0, "declined": 0, "failed": 0} and run.common_level == 1.0


def test_a_run_of_failed_cells_alone_ranks_nobody():
    run = Run(Manifest("tiny", (row("adam", "booth n=2", "failed", reason="x"),)))
    assert run.ranking.empty and run.specialists.empty and run.runs["status"].tolist() == ["failed"]


def test_where_nothing_is_solved_there_is_no_profile(tmp_path):
    run = a_run(tmp_path, {"stuck": 0.0, "lost": np.nan}, ["booth n=2"])
    assert run.profile.empty and run.data_profile.empty and run.run_lengths.empty
    assert run.ranking["area"].tolist() == [0.0, 0.0]


def test_tests_of_ranks_want_three_variants_and_workloads(tmp_path):
    two = a_run(tmp_path / "two", {"a": 0.2, "b": 0.1})
    assert two.groups.empty and two.friedman.empty and len(two.duels) == 2
    one = a_run(tmp_path / "one", {"a": 0.2})
    assert one.duels.empty and one.ladder.empty and len(one.ranking) == 1


def test_who_applies_to_few_workloads_is_a_specialist(tmp_path):
    declined = [row("newton", name, "declined") for name in ("sphere n=2", "matyas n=2")]
    run = a_run(tmp_path, cells=[*declined, row("newton", "booth n=2", "failed", reason="x")])
    assert run.specialists["variant"].tolist() == ["newton"] and "newton" not in set(run.ranking["variant"])


def test_without_a_search_there_are_no_budgets(tmp_path):
    run = a_run(tmp_path, tuned=False)
    assert run.trials.empty and run.budgets.empty and run.intervals.empty and not run.is_searched


def test_defaults_stand_beside_the_tuned_setting_only_where_both_ran(run, tmp_path):
    assert (run.defaults.set_index("variant")["gain"][["fast", "steady", "slow"]] > 0).all()
    assert a_run(tmp_path).defaults.empty


def test_areas_and_ends_of_cells(run):
    areas = run.areas.set_index(["variant", "workload"])
    assert (areas.loc["fast"]["area"] > areas.loc["fast"]["default_area"]).all()
    assert areas.loc["failing", "booth n=2"]["area"] == 0 and np.isnan(areas.loc["newton", "booth n=2"]["area"])
    ends = run.ends.set_index(["variant", "workload"])
    assert ends.loc["fast", "booth n=2"].to_dict() == {"budget": 0, "solved": 4}


def test_theory_speaks_of_known_methods_on_known_curvature(tmp_path):
    rates = {"sgd": 0.2, "mine": 0.2}
    promised = {"sgd": Rate(factor=0.5, exact=True, source="a book")}
    run = a_run(tmp_path, rates, lipschitz=2.0, strong_convexity=2.0, tags=("quadratic",), theory=promised)
    assert set(run.theory_rates["variant"]) == {"sgd"} and set(run.rates["variant"]) == set(rates)
    assert a_run(tmp_path / "flat", rates).theory_rates.empty


def test_timings_give_seconds(tmp_path):
    run = a_run(tmp_path)
    run.store.append_timings("tiny", [Timing("step", "fast", (2e-6, 3e-6), problem="sphere")])
    assert run.timings["seconds"].tolist() == [2e-6, 3e-6]
    assert run.steps["seconds_per_step"].tolist() == pytest.approx([2.5e-6])
    assert np.isfinite(run.ranking.set_index("variant")["seconds"]["fast"])


def test_a_run_that_is_gone_is_a_sentence(tmp_path):
    run = a_run(tmp_path)
    assert Run.of(run.store, "tiny").manifest == run.manifest and Run.of(run.store, "tiny").suite_text == "[suite]\n"
    with pytest.raises(UnknownName, match="did you mean 'tiny'"):
        Run.of(run.store, "tinny")
    run.store.discard(run.manifest.cells[0].evaluation)
    with pytest.raises(StoreError, match=r"misses 1 cells in .*; run the suite again"):
        Run.of(run.store, "tiny")
