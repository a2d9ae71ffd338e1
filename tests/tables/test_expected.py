"""Tests expected running times against answers worked out by hand."""

import pandas as pd

from gdbench.tables.expected import expected_running_time, last_target, tuned
from tests.tables.tables_frames import INF, hits


def ert(found):
    """ERT of each (variant, workload, target)."""
    table = expected_running_time(hits(found))
    return {(row.variant, row.workload, row.target): row for row in table.itertuples()}


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


def test_no_hits_at_all_give_empty_tables():
    empty = hits({("a", "p"): [[1]]}).iloc[:0]
    assert expected_running_time(empty).empty
    assert last_target(expected_running_time(empty)).empty
