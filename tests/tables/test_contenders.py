"""Tests which variants tie with the best one on a workload."""

import numpy as np

from gdbench.tables.contenders import contenders
from tests.tables.tables_frames import INF, hits, run


def test_contenders_tie_with_the_best():
    found = {
        ("fast", "w"): [[1, 10], [1, 12], [1, 11], [1, 13]] * 2,
        ("close", "w"): [[1, 13], [1, 11], [1, 12], [1, 11]] * 2,
        ("slow", "w"): [[1, 30], [1, 31], [1, 33], [1, 32]] * 2,
        ("never", "w"): run(1, INF),
    }
    table = contenders(hits(found))
    last = table[table["target"] == 1].set_index("variant")
    assert dict(last["best"]) == {"fast": True, "close": True, "slow": False, "never": False}
    assert last.loc["fast", "ert"] == 11.5 and 10 <= last.loc["fast", "low"] <= 11.5 <= last.loc["fast", "high"] <= 13
    assert np.isinf(last.loc["never", ["ert", "low", "high"]].astype(float)).all()
    assert table[table["target"] == 0]["best"].all(), "all equal, all best"


def test_nobody_is_best_where_nobody_arrived():
    table = contenders(hits({("a", "w"): run(INF, INF), ("b", "w"): run(INF, INF)}))
    assert not table["best"].any() and len(table) == 4


def test_the_interval_of_an_ert_is_that_of_its_bootstrap():
    costs = {"same": [[10]] * 6, "apart": [[10]] * 4 + [[30]] * 4, "half": [[10], [INF]] * 3, "never": [[INF]] * 6}
    found = {name: next(contenders(hits({("a", name): seeds})).itertuples()) for name, seeds in costs.items()}
    assert {name: row.ert for name, row in found.items()} == {"same": 10, "apart": 20, "half": 110, "never": INF}
    assert (found["same"].low, found["same"].high) == (10, 10) and found["never"].low == found["never"].high == INF
    assert 10 <= found["apart"].low < 15 and 25 < found["apart"].high <= 30
    assert found["half"].low < 30 and found["half"].high == INF, "one in 64 draws has no success"


def test_few_seeds_have_no_interval_and_all_that_arrived_tie():
    found = {("fast", "w"): [[1]] * 5, ("slow", "w"): [[99]] * 5, ("never", "w"): [[INF]] * 5}
    table = contenders(hits(found)).set_index("variant")
    assert table[["low", "high"]].isna().all(axis=None)
    assert table["best"].to_dict() == {"fast": True, "slow": True, "never": False}


def test_intervals_are_paired_and_in_the_order_of_the_rows():
    found = {("b", "q"): [[4], [8], [6]] * 2, ("a", "q"): [[2], [4], [3]] * 2, ("a", "p"): [[9], [9], [9]] * 2}
    table = contenders(hits(found)).set_index(["variant", "workload"])[["low", "high"]].astype(float)
    assert table.loc["a", "p"].tolist() == [9, 9]
    np.testing.assert_allclose(table.loc["b", "q"], 2 * table.loc["a", "q"])
