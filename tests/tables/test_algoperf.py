"""Tests the AlgoPerf score: its rules one by one, and the 17 scores published for v0.5."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from gdbench.tables.algoperf import algoperf_profile, algoperf_scores, target_times
from tests.tables.tables_frames import INF, hits

PUBLISHED = Path(__file__).parents[2] / ".." / "shared" / "reference" / "algoperf_v05_time_to_target.json"
VARIANTS = ("criteo1tb", "fastmri", "imagenet_resnet", "librispeech_conformer", "ogbg", "wmt")


def base_of(workload):
    """The held-out variants of AlgoPerf are named after their base."""
    return next((base for base in VARIANTS if workload.startswith(base + "_") and workload != base), workload)


def times(found, bases=None):
    """{submission: {workload: time}} as a table."""
    rows = [
        (name, load, (bases or {}).get(load, load), np.nan if time is None else float(time))
        for name, each in found.items()
        for load, time in each.items()
    ]
    return pd.DataFrame(rows, columns=["submission", "workload", "base", "time"])


def score(found, bases=None):
    return algoperf_scores(times(found, bases)).set_index("submission")["score"].to_dict()


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published times to target are not beside the repository")
@pytest.mark.parametrize(("ruleset", "count"), [("external_tuning", 11), ("self_tuning", 6)])
def test_all_published_scores_to_four_decimals(ruleset, count):
    data = json.loads(PUBLISHED.read_text())
    found, published = data["time_to_target"][ruleset], data["published_scores"][ruleset]
    loads = {load for each in found.values() for load in each}
    made = score(found, {load: base_of(load) for load in loads})
    assert len(published) == count
    assert {name: round(made[name], 4) for name in published} == published


def test_a_factor_of_two_loses_a_third():
    made = score({"a": {"p": 10}, "b": {"p": 20}})
    # share 1 from τ = 2 on, by trapezoids: the step lies between the 34th of 100 points, 1 + 3 · 33/99 = 2, and before
    assert made == {"a": 1.0, "b": pytest.approx((66 + 0.5) / 99)}


def test_beyond_four_times_the_best_is_a_miss():
    assert score({"a": {"p": 10}, "b": {"p": 40.1}, "c": {"p": 40}}) == {
        "a": 1.0,
        "b": 0.0,
        "c": pytest.approx(0.5 / 99),
    }


def test_a_missed_variant_disqualifies_its_base_and_no_other():
    bases = {"p": "p", "p_x": "p", "q": "q"}
    made = score({"a": {"p": 10, "p_x": INF, "q": 10}, "b": {"p": 10, "p_x": 10, "q": 10}}, bases)
    assert made == {"a": 0.5, "b": 1.0}


def test_the_cut_comes_before_and_the_ratio_after_the_disqualification():
    # a is fastest on p but misses its variant: b, within 4 × a, is then the fastest; c was cut against a
    bases = {"p": "p", "p_x": "p"}
    found = {"a": {"p": 10, "p_x": INF}, "b": {"p": 30, "p_x": 5}, "c": {"p": 50, "p_x": 5}}
    assert score(found, bases) == {"a": 0.0, "b": 1.0, "c": 0.0}


@pytest.mark.parametrize("missing", [{}, {"q": None}, {"q": INF}])
def test_a_time_that_is_not_there_is_a_miss(missing):
    assert score({"a": {"p": 10, "q": 10}, "b": {"p": 10} | missing}) == {"a": 1.0, "b": 0.5}


def test_nobody_reaching_a_workload_scores_nothing_there():
    assert score({"a": {"p": 10, "q": INF}, "b": {"p": 10, "q": INF}}) == {"a": 0.5, "b": 0.5}
    assert score({"a": {"p": INF}}) == {"a": 0.0}


def test_the_best_is_first_and_nothing_is_nothing():
    table = algoperf_scores(times({"slow": {"p": 30}, "fast": {"p": 10}}))
    assert table["submission"].tolist() == ["fast", "slow"]
    assert algoperf_scores(times({})).empty and algoperf_profile(times({})).empty


def test_a_profile_never_falls_and_has_a_hundred_points():
    table = algoperf_profile(times({"a": {"p": 10, "q": 30}, "b": {"p": 25, "q": 10}}))
    assert (table.groupby("submission").size() == 100).all()
    assert (table.groupby("submission")["share"].diff().dropna() >= 0).all()


def test_times_are_the_upper_median_over_seeds_to_the_last_target():
    frame = hits({("a", "p"): [[1, 10], [1, 30], [1, 20], [1, INF]], ("b", "p"): [[1, 5], [1, INF], [1, INF]]})
    table = target_times(frame).set_index("submission")
    assert table["time"].to_dict() == {"a": 30, "b": INF} and (table["base"] == "p").all()
