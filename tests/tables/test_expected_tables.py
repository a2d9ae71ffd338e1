"""Expected running times and performance profiles, against answers worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from gdbench.tables.expected import expected_running_time, last_target, tuned
from gdbench.tables.profiles import performance_profile
from tests.tables.tables_frames import INF, hits


def ert(found):
    """ERT of each (variant, workload, target)."""
    table = expected_running_time(hits(found))
    return {(row.variant, row.workload, row.target): row for row in table.itertuples()}


def ert_table(values):
    """A table of ERTs from {variant: [one per pair]}."""
    rows = [(name, f"w{i}", 0, value) for name, column in values.items() for i, value in enumerate(column)]
    return pd.DataFrame(rows, columns=["variant", "workload", "target", "ert"])


def shares(values, most=4.0, points=3):
    """The profile of each variant at τ = 1, 2, 4."""
    table = performance_profile(ert_table(values), most, points)
    np.testing.assert_allclose(sorted(set(table["tau"])), np.geomspace(1, most, points))
    return {name: list(group.sort_values("tau")["share"]) for name, group in table.groupby("variant")}


def test_all_calls_over_the_number_of_successes():
    found = ert({("a", "p"): [[10], [20], [INF]]})["a", "p", 0]
    assert found.ert == (10 + 20 + 100) / 2
    assert (found.solved, found.attempted) == (2, 3)


def test_every_target_has_its_own():
    found = ert({("a", "p"): [[5, 50], [7, INF]], ("b", "p"): [[1, 2], [3, 4]], ("a", "q"): [[8, 9], [8, 9]]})
    assert {place: row.ert for place, row in found.items()} == {
        ("a", "p", 0): 6.0,
        ("a", "p", 1): 150.0,
        ("b", "p", 0): 2.0,
        ("b", "p", 1): 3.0,
        ("a", "q", 0): 8.0,
        ("a", "q", 1): 9.0,
    }


def test_without_a_success_it_is_infinite_and_the_row_is_there():
    found = ert({("a", "p"): [[INF], [INF]]})["a", "p", 0]
    assert (found.ert, found.ert_steps, found.solved, found.attempted) == (INF, INF, 0, 2)


def test_steps_and_calls_are_counted_apart():
    frame = hits({("a", "p"): [[10], [INF]]}).assign(step=[4, -1], steps=[4, 30])
    (row,) = expected_running_time(frame).itertuples()
    assert (row.ert, row.ert_steps) == (110.0, 34.0)


def test_a_run_that_stopped_early_spent_only_what_it_used():
    frame = hits({("a", "p"): [[10], [INF]]}).assign(spent=[10, 3])
    assert expected_running_time(frame)["ert"].tolist() == [13.0]


def test_tuned_leaves_the_default_setting_and_the_tuning_runs_out():
    given = {("a", "p"): [[10], [20]]}
    best = hits(given, trial=3)
    frame = pd.concat([best, hits(given, trial=-1), hits(given, trial=0, stage="tuning")])
    pd.testing.assert_frame_equal(tuned(frame), best, check_categorical=False)


def test_the_last_target_is_each_workloads_own():
    table = expected_running_time(hits({("a", "p"): [[1, 2, 3]], ("b", "p"): [[1, 2, INF]], ("a", "q"): [[4, 5]]}))
    found = last_target(table)
    assert {(row.variant, row.workload): row.ert for row in found.itertuples()} == {
        ("a", "p"): 3.0,
        ("b", "p"): INF,
        ("a", "q"): 5.0,
    }


def test_the_share_of_pairs_within_a_factor_of_the_best():
    # ratios of a: 1, ∞, 1; of b: 2, 1, 1; of c: ∞, 4, 3
    found = shares({"a": [10, INF, 30], "b": [20, 40, 30], "c": [INF, 160, 90]})
    assert found["a"] == pytest.approx([2 / 3, 2 / 3, 2 / 3])
    assert found["b"] == pytest.approx([2 / 3, 1, 1])
    assert found["c"] == pytest.approx([0, 0, 2 / 3])


def test_pairs_that_nobody_solves_do_not_count():
    assert shares({"a": [10, INF], "b": [20, INF]}) == {"a": [1, 1, 1], "b": [0, 1, 1]}


def test_a_variant_without_a_row_for_a_pair_has_not_solved_it():
    table = ert_table({"a": [10, 10], "b": [10]})
    found = performance_profile(table, 4.0, 3).groupby("variant")["share"].max()
    assert found.to_dict() == {"a": 1.0, "b": 0.5}


def test_a_single_variant_is_the_best_everywhere():
    assert shares({"a": [10, 70]}) == {"a": [1, 1, 1]}


def test_a_profile_never_falls_and_ends_at_what_was_solved():
    random = np.random.default_rng(0)
    values = {name: np.where(random.random(40) < 0.3, INF, random.lognormal(3, 1, 40)) for name in "abc"}
    table = performance_profile(ert_table(values), most=1e9)
    solvable = np.isfinite(np.min(list(values.values()), axis=0))
    for name, group in table.groupby("variant"):
        share = group.sort_values("tau")["share"].to_numpy()
        assert (np.diff(share) >= 0).all()
        assert share[-1] == pytest.approx(np.isfinite(values[name]).sum() / solvable.sum())


def test_nobody_solving_anything_is_a_share_of_nothing():
    assert shares({"a": [INF, INF], "b": [INF, INF]}) == {"a": [0, 0, 0], "b": [0, 0, 0]}


def test_no_hits_at_all_give_empty_tables():
    empty = hits({("a", "p"): [[1]]}).iloc[:0]
    assert expected_running_time(empty).empty
    assert last_target(expected_running_time(empty)).empty
