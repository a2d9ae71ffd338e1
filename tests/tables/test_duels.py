"""Tests pairwise win probabilities."""

import pytest

from gdbench.tables.duels import win_probabilities
from tests.tables.tables_frames import INF, cells, done, hits


def field(**variants):
    """Hits of several variants: {variant: {workload: [costs per seed]}} flattened."""
    return {(name, load): seeds for name, table in variants.items() for load, seeds in table.items()}


def every(loads, *seeds):
    return {load: list(seeds) for load in loads}


def test_wins_are_counted_per_workload_and_seed_and_ties_are_halves():
    found = field(a={"p": [[1], [10], [INF], [INF]]}, b={"p": [[10], [1], [50], [INF]]})
    table = win_probabilities(hits(found), done(found)).set_index("variant")
    assert table["wins"].to_dict() == {"a": 0.375, "b": 0.625} and table["pairs"].tolist() == [4, 4]
    assert (table["low"] <= table["wins"]).all() and (table["wins"] <= table["high"]).all()
    assert table.loc["a", "low"] + table.loc["b", "high"] == pytest.approx(1)


@pytest.mark.parametrize(("workloads", "sure"), [("pq", False), ("pqrst", False), ("pqrstuv", True)])
def test_who_is_always_faster_wins_for_certain_only_on_enough_workloads(workloads, sure):
    found = field(a=every(workloads, [1], [2]), b=every(workloads, [3], [4]))
    table = win_probabilities(hits(found), done(found)).set_index("variant")
    assert table.loc["a", ["wins", "high"]].tolist() == [1, 1] and table.loc["b", ["wins", "low"]].tolist() == [0, 0]
    assert (table.loc["a", "low"] > 0.5) == (table.loc["b", "high"] < 0.5) == sure


def test_a_single_run_of_each_has_no_interval():
    found = field(a=every("p", [1]), b=every("p", [3]))
    assert win_probabilities(hits(found), done(found))[["low", "high"]].isna().all(axis=None)


def test_workloads_of_one_alone_are_left_out():
    found = field(a={"p": [[1]], "q": [[1]]}, b={"p": [[2]]})
    statuses = {("a", "p"): "done", ("a", "q"): "done", ("b", "p"): "done", ("b", "q"): "declined"}
    table = win_probabilities(hits(found), cells(statuses))
    assert table["pairs"].tolist() == [1, 1] and table["wins"].tolist() == [1, 0]
