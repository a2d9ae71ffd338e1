"""Tests which variants tie with the best one on a workload."""

import numpy as np

from gdbench.tables.contenders import contenders
from tests.tables.tables_frames import INF, hits, run


def test_contenders_tie_with_the_best():
    found = {
        ("fast", "w"): [[1, 10], [1, 12], [1, 11], [1, 13]],
        ("close", "w"): [[1, 13], [1, 11], [1, 12], [1, 11]],
        ("slow", "w"): [[1, 30], [1, 31], [1, 33], [1, 32]],
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
    costs = {"same": [[10], [10], [10]], "apart": [[10], [30]], "half": [[10], [INF]], "never": [[INF], [INF]]}
    bounds = {"same": (10, 10, 10), "apart": (20, 10, 30), "half": (110, 10, INF), "never": (INF, INF, INF)}
    for name, seeds in costs.items():
        (row,) = contenders(hits({("a", name): seeds})).itertuples()
        assert (row.ert, row.low, row.high) == bounds[name], "a quarter of the draws of half has no success"


def test_intervals_are_paired_and_in_the_order_of_the_rows():
    found = {("b", "q"): [[4], [8], [6]], ("a", "q"): [[2], [4], [3]], ("a", "p"): [[9], [9], [9]]}
    table = contenders(hits(found)).set_index(["variant", "workload"])[["low", "high"]].astype(float)
    assert table.loc["a", "p"].tolist() == [9, 9]
    np.testing.assert_allclose(table.loc["b", "q"], 2 * table.loc["a", "q"])
