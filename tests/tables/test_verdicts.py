"""Tests the ranking and the specialists against answers worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from gdbench.tables.verdicts import ranking, specialists, status_counts
from tests.tables.tables_frames import INF, NO_STEPS, cells, done, hits, runs


def rank(found, statuses=None, counts=None, steps=NO_STEPS):
    """The ranking of hits on a budget of 100; other cells and runs when given."""
    names = {name for name, _ in (statuses or found)}
    counts = runs(counts or {name: {"solved": 1} for name in names})
    return ranking(hits(found), counts, cells(statuses) if statuses else done(found), steps).set_index("variant")


def every(workloads, *seeds):
    """The same runs on each of several workloads."""
    return {workload: list(seeds) for workload in workloads}


def field(**variants):
    """Hits of several variants: {variant: {workload: [costs per seed]}} flattened."""
    return {(name, workload): seeds for name, table in variants.items() for workload, seeds in table.items()}


PQR = ("p", "q", "r")


SPECIAL = field(a={"p": [[10]]}, b={"q": [[10]]}, c={"r": [[10]]})


EACH_ONE = {(name, load): "done" if (name, load) in SPECIAL else "declined" for name in "abc" for load in PQR}


def test_equal_variants_tie_and_a_worse_one_is_below_both():
    found = field(b=every("pqrs", [10], [20]), a=every("pqrs", [10], [20]), c=every("pqrs", [50], [90]))
    table = rank(found)
    assert list(table.index) == ["b", "a", "c"]
    assert table["rank"].to_dict() == {"b": 1, "a": 1, "c": 3}
    assert table.loc[["a", "b"], ["rank_low", "rank_high"]].to_numpy().tolist() == [[1, 1], [1, 1]]
    assert table.loc["c", ["rank_low", "rank_high"]].tolist() == [3, 3]
    expected = np.mean([0.5, 1 - np.log(20) / np.log(100)])
    assert table.loc["a", "area"] == pytest.approx(expected)
    assert table.loc["a", "low"] <= expected <= table.loc["a", "high"]


def test_a_difference_that_is_noise_is_a_tie():
    found = field(
        a={"p": [[10], [80]], "q": [[80], [10]], "r": [[10], [80]]},
        b={"p": [[80], [10]], "q": [[10], [80]], "r": [[70], [10]]},
    )
    table = rank(found)
    assert table["rank"].tolist() == [1, 1]
    assert table["area"].is_monotonic_decreasing and table["area"].nunique() == 2
    assert (table["rank_low"] == 1).all() and (table["rank_high"] == 2).all()


def test_a_small_but_paired_difference_is_no_tie():
    fast = {name: [[k * cost] for cost in (5, 10, 15)] for k, name in enumerate("pqrs", start=1)}
    slow = {name: [[1.1 * cost] for (cost,) in costs] for name, costs in fast.items()}
    table = rank(field(a=fast, b=slow))
    assert table["rank"].to_dict() == {"a": 1, "b": 2}
    assert table.loc["b", "high"] > table.loc["a", "low"], "although the intervals overlap"


def test_a_single_variant_leads():
    table = rank(field(a=every(PQR, [10])))
    assert table.loc["a", ["rank", "rank_low", "rank_high", "area", "workloads"]].tolist() == [1, 1, 1, 0.5, 3]


def test_all_missed_is_a_tie_at_nothing():
    table = rank(field(a=every(PQR, [INF]), b=every(PQR, [INF])))
    assert table["rank"].tolist() == [1, 1] and (table[["area", "low", "high"]] == 0).all(axis=None)
    assert (table["calls"] == INF).all()


def test_all_failed_is_a_ranking_too():
    statuses = {(name, load): "failed" for name in "ab" for load in PQR}
    empty = hits(field(a={"p": [[1]]})).iloc[:0]
    counts = runs({"a": {"failed": 3}, "b": {"failed": 3}})
    table = ranking(empty, counts, cells(statuses), NO_STEPS)
    assert table["rank"].tolist() == [1, 1] and table["area"].tolist() == [0, 0]
    assert table["failed"].tolist() == [3, 3] and table["attempted"].tolist() == [3, 3]


def test_a_declined_workload_counts_as_unsolved_and_below_half_is_not_ranked():
    found = field(a=every("pqrs", [10]), half=every("pq", [10]), third=every("p", [1]))
    names = ("a", "half", "third")
    statuses = {(name, load): "done" if (name, load) in found else "declined" for name in names for load in "pqrs"}
    table = rank(found, statuses)
    assert table["area"].to_dict() == {"a": 0.5, "half": 0.25}
    assert table["workloads"].to_dict() == {"a": 4, "half": 2}


@pytest.mark.parametrize("leader", ["a", None])
def test_specialists_are_compared_where_they_apply(leader):
    one, ten, missed = ([[cost]] * 2 for cost in (1, 10, INF))
    found = field(a={"p": ten, "q": one, "r": one}, new={"p": one}, lost={"q": missed})
    names = ("a", "new", "lost", "none")
    statuses = {(name, load): "done" if (name, load) in found else "declined" for name in names for load in PQR}
    counts = runs({"a": {"solved": 3}, "new": {"solved": 1, "declined": 2}, "lost": {"budget": 1}})
    table = specialists(hits(found), counts, cells(statuses), leader).set_index("variant")
    assert list(table.index) == ["new", "lost"], "neither who is ranked nor who applies nowhere"
    assert table["area"].tolist() == [1, 0] and table["workloads"].tolist() == [1, 1]
    assert table["low"].tolist() == [1, 0] and table["high"].tolist() == [1, 0]
    assert table["leader_area"].tolist() == [0.5, 1] if leader else table["leader_area"].isna().all()
    assert table["attempted"].tolist() == [1, 1]


def test_nobody_applying_to_half_leaves_the_ranking_empty():
    assert rank(SPECIAL, EACH_ONE).empty


def test_nobody_applying_to_half_leaves_specialists_only():
    counts = runs({name: {"solved": 1} for name in "abc"})
    table = specialists(hits(SPECIAL), counts, cells(EACH_ONE), None)
    assert table["variant"].tolist() == ["a", "b", "c"] and table["area"].tolist() == [0.5] * 3


def test_calls_are_the_upper_median_of_the_time_to_the_last_target():
    found = field(a={"p": [[1, 10]], "q": [[1, 30]], "r": [[1, 20]], "s": [[1, 40]]})
    assert rank(found).loc["a", "calls"] == 30
    found["a", "s"] = [[1, INF]]
    assert rank(found).loc["a", "calls"] == 30, "sorted 10, 20, 30, ∞"
    found["a", "r"] = [[1, INF]]
    assert rank(found).loc["a", "calls"] == INF, "sorted 10, 30, ∞, ∞"


def test_workloads_without_a_hit_row_count_as_unsolved():
    statuses = {("a", "p"): "done", ("a", "q"): "failed", ("b", "p"): "done", ("b", "q"): "done"}
    table = rank(field(a={"p": [[10]]}, b={"p": [[10]], "q": [[20]]}), statuses)
    assert table["calls"].to_dict() == {"b": 20, "a": INF}


def test_seconds_are_steps_times_the_time_of_one():
    steps = pd.DataFrame({"variant": ["a"], "seconds_per_step": [0.5]})
    table = rank(field(a=every(PQR, [10]), b=every(PQR, [20])), steps=steps)
    assert table.loc["a", "seconds"] == 5.0 and np.isnan(table.loc["b", "seconds"])


def test_statuses_are_counted_with_the_tuned_setting_only():
    frame = pd.concat(
        [
            runs({"a": {"solved": 3, "diverged": 2, "failed": 1, "declined": 2}, "b": {"budget": 4, "frozen": 1}}),
            runs({"a": {"solved": 9}, "b": {"left_box": 9}}, trial=-1.0),
            runs({"a": {"solved": 9}}, stage="tuning"),
        ]
    )
    table = status_counts(frame).set_index("variant")
    assert table.loc["a"].drop("attempted").to_dict() == {
        **{"solved": 3, "budget": 0, "diverged": 2, "frozen": 0, "left_box": 0, "below_fstar": 0},
        **{"failed": 1, "declined": 2},
    }
    assert table["attempted"].to_dict() == {"a": 6, "b": 5}
    assert table.loc["b", ["budget", "frozen", "left_box"]].tolist() == [4, 1, 0]
