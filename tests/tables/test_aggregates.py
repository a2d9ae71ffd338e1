"""Tests interquartile means and last gaps against answers worked out by hand."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from gdbench.tables.aggregates import final_gaps, interquartile_mean, interquartile_means
from gdbench.tables.defaults import default_beside_tuned
from tests.tables.tables_frames import INF, cells, done, hits, runs


def field(**variants):
    """Hits of several variants: {variant: {workload: [costs per seed]}} flattened."""
    return {(name, load): seeds for name, table in variants.items() for load, seeds in table.items()}


@pytest.mark.parametrize("n", [1, 2, 3, 4, 7, 8, 24])
def test_the_interquartile_mean_is_scipys_trimmed_mean(n):
    values = np.random.default_rng(n).lognormal(size=n)
    assert interquartile_mean(values) == pytest.approx(stats.trim_mean(values, 0.25))


def test_a_quarter_of_infinities_is_cut_and_more_is_infinite():
    assert interquartile_mean(np.array([1.0, 2.0, 3.0, INF])) == 2.5
    assert interquartile_mean(np.array([1.0, 2.0, INF, INF])) == INF


def test_means_of_scores_stand_beside_the_success_rate():
    found = field(a={"p": [[1], [10], [100], [INF]] * 2}, b={"p": [[10]] * 8})
    table = interquartile_means(hits(found), done(found)).set_index("variant")
    assert table["iqm"].to_dict() == {"a": pytest.approx(0.25), "b": pytest.approx(0.5)}
    assert table["mean"].to_dict() == {"a": pytest.approx(0.375), "b": pytest.approx(0.5)}
    assert table["success"].to_dict() == {"a": 0.75, "b": 1.0} and table["attempted"].tolist() == [8, 8]
    assert table.loc["b", "low"] == pytest.approx(0.5) == table.loc["b", "high"]
    assert table.loc["a", "low"] < 0.25 < table.loc["a", "high"]


def test_a_failed_variant_has_solved_none():
    table = interquartile_means(hits(field(a={"p": [[1]]})), cells({("a", "p"): "done", ("b", "p"): "failed"}))
    assert table.set_index("variant").loc["b", ["iqm", "success", "attempted"]].tolist() == [0, 0, 0]


def test_last_gaps_of_diverged_runs_are_infinite():
    frame = runs({"a": {"solved": 2, "diverged": 2}, "b": {"solved": 3, "diverged": 1}})
    frame = frame.assign(workload="p", gap=[1.0, 2.0, np.nan, INF, 3.0, 1.0, 2.0, np.nan])
    table = final_gaps(pd.concat([frame, frame.assign(trial=-1.0)])).set_index("variant")
    assert table["iqm_gap"].to_dict() == {"a": INF, "b": 2.5}
    assert table["median_gap"].to_dict() == {"a": INF, "b": 3.0} and table["best_gap"].tolist() == [1, 1]
    assert table["success"].to_dict() == {"a": 0.5, "b": 0.75} and table["attempted"].tolist() == [4, 4]


@pytest.mark.parametrize("make", [interquartile_means, default_beside_tuned])
def test_no_mean_is_without_its_success_rate(make):
    found = field(a={"p": [[1], [INF]]})
    assert "success" in make(hits(found), done(found))
