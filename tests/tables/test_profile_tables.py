"""Data profiles, log-ratio profiles and run lengths, against answers worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from gdbench.tables.expected import expected_running_time
from gdbench.tables.profiles import data_profile, log_ratio_profile, performance_profile
from gdbench.tables.runlengths import run_lengths
from tests.tables.tables_frames import INF, hits


def share_at(table, variant, name, value):
    part = table[(table["variant"] == variant) & np.isclose(table[name], value)]
    (row,) = part["share"]
    return row


# --- Performance profiles: see also test_expected_tables ---


def test_a_profile_has_a_band_over_workloads():
    found = {("a", "p"): [[10]], ("a", "q"): [[40]], ("b", "p"): [[20]], ("b", "q"): [[20]]}
    table = performance_profile(expected_running_time(hits(found)), 4.0, 3)
    first = table[(table["variant"] == "a") & (table["tau"] == 1)]
    assert first[["share", "low", "high"]].to_numpy().tolist() == [[0.5, 0, 1]], "two workloads say little"
    assert (table["low"] <= table["share"]).all() and (table["share"] <= table["high"]).all()


# --- Data profiles ---


def test_a_data_profile_counts_simplex_gradients():
    frame = hits({("a", "p"): [[6], [12]], ("a", "q"): [[INF], [30]], ("b", "p"): [[3], [3]]}).assign(dim=2)
    table = data_profile(frame, most=10.0, points=11)  # κ = cost / 3: 2, 4, ∞, 10; and 1, 1
    assert [share_at(table, "a", "kappa", k) for k in (1, 2, 3, 4, 9, 10)] == [0, 0.25, 0.25, 0.5, 0.5, 0.75]
    assert [share_at(table, "b", "kappa", k) for k in (0, 1, 10)] == [0, 0.5, 0.5], "no row is not solved"


def test_each_level_has_its_own_data_profile_and_each_workload_its_dimension():
    frame = hits({("a", "p"): [[4, 8]], ("a", "q"): [[4, INF]]})
    frame = frame.assign(dim=np.where(frame["workload"] == "p", 1, 3))
    table = data_profile(frame, most=4.0, points=5)
    easy, hard = (table[table["level"] == level].sort_values("kappa")["share"].tolist() for level in (1.0, 0.1))
    assert easy == [0, 0.5, 1, 1, 1] and hard == [0, 0, 0, 0, 0.5]


def test_a_data_profile_ends_where_the_last_is_solved_and_survives_nothing():
    frame = hits({("a", "p"): [[6]], ("b", "p"): [[12]]}).assign(dim=2)
    assert data_profile(frame)["kappa"].max() == 4.0
    none = data_profile(hits({("a", "p"): [[INF]]}).assign(dim=2))
    assert (none["share"] == 0).all() and len(none)
    assert data_profile(frame.iloc[:0]).empty


# --- Log-ratio profiles ---


def ratios(found, one="a", other="b"):
    return log_ratio_profile(expected_running_time(hits(found)), one, other)


def test_log_ratios_are_sorted_and_signed():
    table = ratios({("a", "p"): [[80]], ("b", "p"): [[10]], ("a", "q"): [[10]], ("b", "q"): [[20]]})
    assert table["log_ratio"].tolist() == [-1, 3] and table["workload"].tolist() == ["q", "p"]
    assert table["place"].tolist() == [0.5, 1]


def test_who_solves_alone_wins_without_bound_and_what_neither_solves_is_left_out():
    found = {("a", "p"): [[5]], ("b", "p"): [[INF]], ("a", "q"): [[INF]], ("b", "q"): [[5]]}
    found |= {("a", "r"): [[INF]], ("b", "r"): [[INF]], ("c", "r"): [[1]]}
    table = ratios(found)
    assert table["log_ratio"].tolist() == [-INF, INF] and table["place"].tolist() == [0.5, 1]
    assert ratios({("c", "p"): [[1]]}).empty


# --- Run lengths ---


def lengths(found, **more):
    return run_lengths(hits(found), points=3, most=100.0, **more)


def test_without_restarts_the_run_lengths_are_the_runs():
    table = lengths({("a", "p"): [[1], [10], [100], [INF]]}, restarts=False)
    np.testing.assert_allclose(sorted(set(table["cost"])), [1, 10, 100])
    assert table["share"].tolist() == pytest.approx([0.25, 0.5, 0.75])


def test_with_restarts_failures_add_what_they_spent():
    # One run of two succeeds at once: P(length ≤ 1 + 100 k) = 1 − 2^−(k + 1)
    table = run_lengths(hits({("a", "p"): [[1], [INF]]}), draws=4000, points=3, most=10_000.0)
    by_cost = dict(zip(table["cost"].round(6), table["share"], strict=True))
    assert by_cost[1.0] == pytest.approx(0.5, abs=0.03)
    assert by_cost[100.0] == pytest.approx(0.5, abs=0.03), "the first failure costs 100 and 1 more"
    assert by_cost[10_000.0] == 1.0
    more = run_lengths(hits({("a", "p"): [[1], [INF]]}), draws=4000, points=2, most=201.0)
    assert more["share"].tolist()[-1] == pytest.approx(0.875, abs=0.02)


def test_the_mean_run_length_with_restarts_is_the_expected_running_time():
    found = {("a", "p"): [[7], [INF], [30], [INF], [12]]}
    table = run_lengths(hits(found), draws=20_000, points=4000, most=3000.0)
    cost, share = table["cost"].to_numpy(), table["share"].to_numpy()
    mean = cost[0] * share[0] + np.sum((cost[1:] + cost[:-1]) / 2 * np.diff(share))
    (ert,) = expected_running_time(hits(found))["ert"]
    assert ert == (7 + 30 + 12 + 200) / 3
    assert mean == pytest.approx(ert, rel=0.02)


def test_a_pair_that_never_succeeds_stays_below():
    table = lengths({("a", "p"): [[1], [1]], ("a", "q"): [[INF], [INF]]})
    assert (table["share"] == 0.5).all()


def test_a_pair_without_runs_counts_as_not_reached():
    table = lengths({("a", "p"): [[1]], ("a", "q"): [[1]], ("b", "p"): [[1]]})
    assert table.groupby("variant")["share"].max().to_dict() == {"a": 1.0, "b": 0.5}


def test_every_target_is_a_pair():
    table = lengths({("a", "p"): [[1, 10, INF]]})
    assert table["share"].tolist() == pytest.approx([1 / 3, 2 / 3, 2 / 3])


def test_unequal_numbers_of_runs_weigh_pairs_alike():
    table = lengths({("a", "p"): [[1], [1], [1]], ("a", "q"): [[100]]}, restarts=False)
    assert table["share"].tolist() == pytest.approx([0.5, 0.5, 1.0])


def test_run_lengths_are_the_same_every_time_and_of_nothing_are_empty():
    found = {("a", "p"): [[1], [INF], [50]]}
    pd.testing.assert_frame_equal(lengths(found), lengths(found))
    assert run_lengths(hits(found).iloc[:0]).empty
    assert (lengths({("a", "p"): [[INF]]})["share"] == 0).all()


# --- ERT intervals ---


def test_the_interval_of_an_ert_is_that_of_its_bootstrap():
    (row,) = expected_running_time(hits({("a", "p"): [[10], [10], [10]]}), draws=200).itertuples()
    assert (row.ert, row.low, row.high) == (10, 10, 10)
    (row,) = expected_running_time(hits({("a", "p"): [[10], [30]]}), draws=500).itertuples()
    assert (row.ert, row.low, row.high) == (20, 10, 30)
    (row,) = expected_running_time(hits({("a", "p"): [[10], [INF]]}), draws=500).itertuples()
    assert (row.ert, row.low, row.high) == (110, 10, INF), "a quarter of the draws has no success"
    (row,) = expected_running_time(hits({("a", "p"): [[INF], [INF]]}), draws=50).itertuples()
    assert (row.ert, row.low, row.high) == (INF, INF, INF)


def test_intervals_are_paired_and_in_the_order_of_the_rows():
    found = {("b", "q"): [[4], [8], [6]], ("a", "q"): [[2], [4], [3]], ("a", "p"): [[9], [9], [9]]}
    table = expected_running_time(hits(found), draws=300).set_index(["variant", "workload"])
    assert table.loc[("a", "p"), ["low", "high"]].tolist() == [9, 9]
    np.testing.assert_allclose(table.loc[("b", "q"), ["low", "high"]], 2 * table.loc[("a", "q"), ["low", "high"]])
    assert "low" not in expected_running_time(hits(found))
