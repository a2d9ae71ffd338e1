"""Tests the expected result of the best of k trials."""

import itertools

import numpy as np
import pandas as pd
import pytest

from gdbench.tables.budgets import best_of_k, best_of_k_workloads, order_weights
from gdbench.tables.trials import trials_table
from tests.tables.tables_frames import cells


def trial_rows(areas, variant="a", workload="p", solved=None, rounds=0):
    """A table of trials, best first."""
    n = len(areas)
    rows = {"variant": variant, "workload": workload, "round": rounds}
    rows |= {"area": areas, "effort": -np.asarray(areas, float)}
    return pd.DataFrame(rows | {"solved": [1] * n if solved is None else solved, "attempted": 1})


@pytest.mark.parametrize("n", [1, 2, 5, 8])
def test_order_weights_are_the_share_of_subsets(n):
    weights = order_weights(n)
    for k in range(1, n + 1):
        best = [min(subset) for subset in itertools.combinations(range(n), k)]
        np.testing.assert_allclose(weights[k - 1], np.bincount(best, minlength=n) / len(best))


def test_the_best_of_k_is_averaged_over_all_subsets():
    areas = [0.9, 0.6, 0.5, 0.0]
    table = best_of_k_workloads(trial_rows(areas, solved=[0, 1, 1, 0]))
    for row in table.itertuples():
        subsets = list(itertools.combinations(range(4), row.k))
        assert row.area == pytest.approx(np.mean([max(areas[i] for i in each) for each in subsets]))
        assert row.success == pytest.approx(np.mean([[0, 1, 1, 0][min(each)] for each in subsets]))
        assert row.calls == pytest.approx(np.exp(row.effort))
    assert table["k"].tolist() == [1, 2, 3, 4] and table["area"].iloc[-1] == 0.9


def test_the_trials_of_a_round_come_after_all_of_the_round_before():
    areas, rounds = np.array([0.9, 0.8, 0.6, 0.5, 0.0]), np.array([1, 0, 1, 0, 0])
    table = best_of_k_workloads(trial_rows(areas, rounds=rounds))
    for row in table.itertuples():
        first = min(row.k, 3)
        chosen = [
            [*one, *other]
            for one in itertools.combinations(np.flatnonzero(rounds == 0), first)
            for other in itertools.combinations(np.flatnonzero(rounds == 1), row.k - first)
        ]
        assert row.area == pytest.approx(np.mean([areas[each].max() for each in chosen]))


def test_all_failed_is_nothing_at_every_k():
    table = best_of_k_workloads(trial_rows([0.0, 0.0, 0.0], solved=[0, 0, 0]))
    assert (table[["area", "success"]] == 0).all(axis=None)


def test_best_of_k_averages_over_all_workloads_and_what_is_not_there_is_nothing():
    frame = pd.concat([trial_rows([0.8, 0.4]), trial_rows([0.6, 0.0], workload="q"), trial_rows([1.0], variant="b")])
    loads = cells({(name, load): "done" for name in "ab" for load in "pqrstu"})
    table = best_of_k(frame.reset_index(drop=True), loads).set_index(["variant", "k"])
    assert table["area"].to_dict() == {
        ("a", 1): pytest.approx((0.6 + 0.3 + 0) / 6),
        ("a", 2): pytest.approx((0.8 + 0.6) / 6),
        ("b", 1): pytest.approx(1 / 6),
    }
    assert (table["low"] <= table["area"] + 1e-12).all() and (table["area"] <= table["high"] + 1e-12).all()
    assert table["trials"].to_dict() == {("a", 1): 2, ("a", 2): 2, ("b", 1): 1}


def test_the_interval_has_no_width_where_nothing_varies():
    frame = pd.concat([trial_rows([0.5, 0.5, 0.5], workload=load) for load in "pqrstu"], ignore_index=True)
    table = best_of_k(frame, cells({("a", load): "done" for load in "pqrstu"}))
    assert table[["area", "low", "high"]].to_numpy() == pytest.approx(0.5)
    few = best_of_k(trial_rows([0.5, 0.5, 0.5]), cells({("a", "p"): "done"}))
    assert (few["area"] == 0.5).all() and few[["low", "high"]].isna().all(axis=None)


def test_a_workload_with_fewer_trials_keeps_its_last():
    frame = pd.concat([trial_rows([0.8, 0.4]), trial_rows([0.6], workload="q")], ignore_index=True)
    table = best_of_k(frame, cells({("a", load): "done" for load in "pq"}))
    assert table["area"].tolist() == pytest.approx([(0.6 + 0.6) / 2, (0.8 + 0.6) / 2])


def test_no_trials_have_no_curve():
    assert best_of_k(trials_table([]), cells({})).empty and best_of_k_workloads(trials_table([])).empty
