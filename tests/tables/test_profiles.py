"""Tests performance and data profiles against answers worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from gdbench.tables.expected import expected_running_time
from gdbench.tables.profiles import data_profile, performance_profile
from tests.tables.tables_frames import INF, hits


def ert_table(values):
    """A table of ERTs from {variant: [one per pair]}."""
    rows = [(name, f"w{i}", 0, value) for name, column in values.items() for i, value in enumerate(column)]
    return pd.DataFrame(rows, columns=["variant", "workload", "target", "ert"])


def shares(values, most=4.0, points=3):
    """The profile of each variant at τ = 1, 2, 4."""
    table = performance_profile(ert_table(values), most, points)
    np.testing.assert_allclose(sorted(set(table["tau"])), np.geomspace(1, most, points))
    return {name: list(group.sort_values("tau")["share"]) for name, group in table.groupby("variant")}


def share_at(table, variant, name, value):
    part = table[(table["variant"] == variant) & np.isclose(table[name], value)]
    (row,) = part["share"]
    return row


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


def test_a_profile_has_a_band_over_workloads():
    found = {("a", "p"): [[10]], ("a", "q"): [[40]], ("b", "p"): [[20]], ("b", "q"): [[20]]}
    table = performance_profile(expected_running_time(hits(found)), 4.0, 3)
    first = table[(table["variant"] == "a") & (table["tau"] == 1)]
    assert first[["share", "low", "high"]].to_numpy().tolist() == [[0.5, 0, 1]], "two workloads say little"
    assert (table["low"] <= table["share"]).all() and (table["share"] <= table["high"]).all()


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


def test_a_table_without_rows_has_a_profile_without_rows():
    found = performance_profile(ert_table({}))
    assert found.empty and list(found) == list(performance_profile(ert_table({"a": [10]})))
