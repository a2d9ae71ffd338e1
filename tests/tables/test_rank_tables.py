"""Success rates, interquartile means, defaults, duels, ladders and Friedman's test, against hand-computed answers."""

import numpy as np
import pandas as pd
import pytest
from scikit_posthocs import compact_letter_display, posthoc_siegel_friedman
from scipy import stats

from gdbench.tables.aggregates import final_gaps, interquartile_mean, interquartile_means
from gdbench.tables.basins import basin_success
from gdbench.tables.defaults import default_beside_tuned
from gdbench.tables.duels import win_probabilities
from gdbench.tables.friedman import average_ranks, block_ranks, friedman_test, posthoc, rank_groups
from gdbench.tables.ladder import at_horizon, horizon_ladder
from gdbench.tables.success import success_rates, wilson
from tests.tables.tables_frames import INF, cells, done, hits, runs


def field(**variants):
    """Hits of several variants: {variant: {workload: [costs per seed]}} flattened."""
    return {(name, load): seeds for name, table in variants.items() for load, seeds in table.items()}


def every(loads, *seeds):
    return {load: list(seeds) for load in loads}


# --- Success rates ---


@pytest.mark.parametrize(("solved", "attempted"), [(0, 10), (1, 10), (5, 10), (10, 10), (17, 24)])
def test_the_wilson_interval_is_scipys(solved, attempted):
    expected = stats.binomtest(solved, attempted).proportion_ci(0.95, method="wilson")
    low, high = wilson(np.array([solved]), np.array([attempted]))
    assert (low[0], high[0]) == (pytest.approx(expected.low, abs=1e-12), pytest.approx(expected.high, abs=1e-12))


def test_no_attempt_says_nothing():
    assert [bound.item() for bound in wilson(np.array([0]), np.array([0]))] == [0, 1]


def test_success_is_reaching_the_last_target_of_ones_workload():
    frame = hits(field(a={"p": [[1, 2], [1, INF]], "q": [[5], [5]]}))
    (row,) = success_rates(frame).itertuples()
    assert (row.solved, row.attempted, row.success) == (3, 4, 0.75)
    table = success_rates(frame, ("variant", "workload")).set_index("workload")
    assert table["success"].to_dict() == {"p": 0.5, "q": 1.0} and (table["low"] < table["success"]).all()


# --- Interquartile means ---


@pytest.mark.parametrize("n", [1, 2, 3, 4, 7, 8, 24])
def test_the_interquartile_mean_is_scipys_trimmed_mean(n):
    values = np.random.default_rng(n).lognormal(size=n)
    assert interquartile_mean(values) == pytest.approx(stats.trim_mean(values, 0.25))


def test_a_quarter_of_infinities_is_cut_and_more_is_infinite():
    assert interquartile_mean(np.array([1.0, 2.0, 3.0, INF])) == 2.5
    assert interquartile_mean(np.array([1.0, 2.0, INF, INF])) == INF


def test_means_of_scores_stand_beside_the_success_rate():
    found = field(a={"p": [[1], [10], [100], [INF]]}, b={"p": [[10]] * 4})
    table = interquartile_means(hits(found), done(found)).set_index("variant")
    assert table["iqm"].to_dict() == {"a": pytest.approx(0.25), "b": pytest.approx(0.5)}
    assert table["mean"].to_dict() == {"a": pytest.approx(0.375), "b": pytest.approx(0.5)}
    assert table["success"].to_dict() == {"a": 0.75, "b": 1.0} and table["attempted"].tolist() == [4, 4]
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


# --- Defaults ---


def test_the_default_is_compared_with_the_tuned_setting_run_by_run():
    found = {"p": [[10], [1]], "q": [[10], [1]]}
    frame = pd.concat([hits(field(a=found)), hits(field(a={"p": [[100], [10]], "q": [[INF], [10]]}), trial=-1)])
    (row,) = default_beside_tuned(frame, done(field(a=found))).itertuples()
    assert (row.area, row.default_area, row.gain) == (pytest.approx(0.75), pytest.approx(0.25), pytest.approx(0.5))
    assert row.gain_low == pytest.approx(0.5) == row.gain_high, "the gain is the same on every run"
    assert (row.success, row.default_success) == (1.0, 0.75)


def test_without_default_runs_there_is_no_gain():
    (row,) = default_beside_tuned(hits(field(a={"p": [[10], [1]]})), done(field(a={"p": []}))).itertuples()
    assert row.area == pytest.approx(0.75) and np.isnan(row.default_area) and np.isnan(row.gain)


# --- Duels ---


def test_wins_are_counted_per_workload_and_seed_and_ties_are_halves():
    found = field(a={"p": [[1], [10], [INF], [INF]]}, b={"p": [[10], [1], [50], [INF]]})
    table = win_probabilities(hits(found), done(found)).set_index("variant")
    assert table["wins"].to_dict() == {"a": 0.375, "b": 0.625} and table["pairs"].tolist() == [4, 4]
    assert (table["low"] <= table["wins"]).all() and (table["wins"] <= table["high"]).all()
    assert table.loc["a", "low"] + table.loc["b", "high"] == pytest.approx(1, abs=0.13)


def test_who_is_always_faster_wins_for_certain():
    found = field(a=every("pqr", [1], [2]), b=every("pqr", [3], [4]))
    table = win_probabilities(hits(found), done(found)).set_index("variant")
    assert table.loc["a", ["wins", "low", "high"]].tolist() == [1, 1, 1]
    assert table.loc["b", ["wins", "low", "high"]].tolist() == [0, 0, 0]


def test_workloads_of_one_alone_are_left_out():
    found = field(a={"p": [[1]], "q": [[1]]}, b={"p": [[2]]})
    statuses = {("a", "p"): "done", ("a", "q"): "done", ("b", "p"): "done", ("b", "q"): "declined"}
    table = win_probabilities(hits(found), cells(statuses))
    assert table["pairs"].tolist() == [1, 1] and table["wins"].tolist() == [1, 0]


# --- The ladder of horizons ---


def test_at_a_shorter_horizon_later_hits_are_misses():
    found = field(a={"p": [[10, 40]]})
    cut, shorter = at_horizon(hits(found), done(found), 0.3)
    assert cut["cost"].tolist() == [10, INF] and cut["step"].tolist() == [10, -1] and cut["spent"].tolist() == [30, 30]
    assert shorter["budget"].tolist() == [30]


def test_who_leads_early_need_not_lead_late():
    found = field(early=every("pqr", [5, INF]), late=every("pqr", [9, 12]))
    table = horizon_ladder(hits(found), done(found)).set_index(["horizon", "variant"])
    assert table["rank"].to_dict() == {
        (0.1, "early"): 1,
        (0.1, "late"): 2,
        (0.3, "early"): 2,
        (0.3, "late"): 1,
        (1.0, "early"): 2,
        (1.0, "late"): 1,
    }
    assert table.loc[(0.1, "late"), "solved"] == 0 and table.loc[(0.3, "late"), "solved"] == 3
    assert (table["attempted"] == 3).all()


# --- Friedman ---

LOADS = "pqrstuvw"


def noisy(seed=0, **means):
    random = np.random.default_rng(seed)
    return field(
        **{name: {load: [[mean * random.lognormal(0, 0.3)]] for load in LOADS} for name, mean in means.items()}
    )


def test_ranks_are_one_for_the_best_and_shared_by_ties():
    found = field(a={"p": [[1]], "q": [[INF]]}, b={"p": [[10]], "q": [[INF]]}, c={"p": [[10]], "q": [[5]]})
    ranks = block_ranks(hits(found), done(found))
    assert ranks.loc["p"].to_dict() == {"a": 1, "b": 2.5, "c": 2.5}
    assert ranks.loc["q"].to_dict() == {"a": 2.5, "b": 2.5, "c": 1}
    table = average_ranks(hits(found), done(found))
    assert table["variant"].tolist() == ["a", "c", "b"] and table["mean_rank"].tolist() == [1.75, 1.75, 2.5]


def test_the_statistic_is_friedmans():
    found = noisy(a=3, b=5, c=5, d=20)
    (row,) = friedman_test(hits(found), done(found)).itertuples()
    mean = block_ranks(hits(found), done(found)).mean().to_numpy()
    n, k = len(LOADS), 4
    assert row.statistic == pytest.approx(12 * n / (k * (k + 1)) * (np.sum(mean**2) - k * (k + 1) ** 2 / 4))
    assert row.p_value == pytest.approx(stats.chi2.sf(row.statistic, k - 1))
    assert (row.variants, row.workloads) == (4, 8)


@pytest.mark.parametrize(("k", "q"), [(2, 1.960), (3, 2.343), (4, 2.569), (5, 2.728), (10, 3.164)])
def test_the_critical_difference_is_the_published_one(k, q):
    found = noisy(**{f"v{i}": 5 for i in range(k)})
    (row,) = friedman_test(hits(found), done(found)).itertuples()  # Demšar 2006, table 5
    assert row.critical_difference == pytest.approx(q * np.sqrt(k * (k + 1) / (6 * len(LOADS))), rel=3e-4)


def test_all_tied_is_no_difference():
    found = field(**{name: every(LOADS, [7]) for name in "abc"})
    (row,) = friedman_test(hits(found), done(found)).itertuples()
    assert (row.statistic, row.p_value) == (0, 1)
    assert not posthoc(hits(found), done(found))["apart"].any()
    assert set(rank_groups(hits(found), done(found))["group"]) == {0}


def test_too_few_have_no_test_but_a_table():
    found = field(a=every(LOADS, [7]))
    (row,) = friedman_test(hits(found), done(found)).itertuples()
    assert np.isnan(row.statistic) and np.isnan(row.critical_difference)
    assert posthoc(hits(found), done(found)).empty
    assert rank_groups(hits(found), done(found))["variant"].tolist() == ["a"]


def test_p_values_are_holms():
    found = noisy(a=2, b=6, c=20)
    table = posthoc(hits(found), done(found)).set_index(["variant", "against"])
    mean = block_ranks(hits(found), done(found)).mean()
    error = np.sqrt(3 * 4 / (6 * len(LOADS)))
    pairs = [("a", "b"), ("a", "c"), ("b", "c")]
    raw = {pair: 2 * stats.norm.sf(abs(mean[pair[0]] - mean[pair[1]]) / error) for pair in pairs}
    running = 0.0
    for place, pair in enumerate(sorted(pairs, key=raw.__getitem__)):
        running = max(running, min(1.0, (3 - place) * raw[pair]))
        assert table.loc[pair, "p_value"] == pytest.approx(running)
        assert table.loc[pair, "p_value"] == table.loc[pair[::-1], "p_value"]
        assert table.loc[pair, "apart"] == (running < 0.05)
        assert table.loc[pair, "difference"] == pytest.approx(mean[pair[0]] - mean[pair[1]])


def test_groups_hold_who_cannot_be_told_apart():
    found = noisy(a=2, b=2.2, c=30, d=33)
    frame, table = hits(found), done(found)
    groups = rank_groups(frame, table).groupby("group")["variant"].apply(set).tolist()
    apart = {(row.variant, row.against) for row in posthoc(frame, table).itertuples() if row.apart}
    assert apart
    for one in "abcd":
        for other in set("abcd") - {one}:
            together = any({one, other} <= group for group in groups)
            assert together == ((one, other) not in apart)


def test_p_values_are_those_of_scikit_posthocs():
    found = noisy(**{f"v{i}": 2.0 * 1.3**i for i in range(9)}, twin=2.0)
    frame, table = hits(found), done(found)
    ranks = block_ranks(frame, table)
    expected = posthoc_siegel_friedman(ranks.to_numpy(), p_adjust="holm").to_numpy()
    ours = posthoc(frame, table).set_index(["variant", "against"])["p_value"]
    assert 0 < (ours < 0.05).sum() < len(ours)
    for i, one in enumerate(ranks.columns):
        for j, other in enumerate(ranks.columns):
            if i != j:
                assert ours[one, other] == pytest.approx(expected[i, j], rel=1e-10)


def test_groups_are_the_letters_of_scikit_posthocs():
    found = noisy(**{f"v{i}": 2.0 * 1.25**i for i in range(12)})
    frame, table = hits(found), done(found)
    p_values = posthoc(frame, table).pivot(index="variant", columns="against", values="p_value").fillna(1.0)
    letters = compact_letter_display(p_values, alpha=0.05)
    expected = {frozenset(letters.index[letters.str.contains(each)]) for each in set("".join(letters)) - {" "}}
    groups = rank_groups(frame, table).groupby("group")["variant"].apply(frozenset)
    assert len(expected) > 2 and set(groups) == expected


def test_more_groups_than_there_are_letters():
    random = np.random.default_rng(0)
    loads = [f"w{i}" for i in range(300)]
    found = {(f"v{i}", load): [[float(2 + i)]] for i in range(60) for load in loads}
    found[("v0", "w0")] = [[random.uniform(50, 60)]]
    groups = rank_groups(hits(found), done(found))
    assert groups["group"].max() + 1 > 26 and set(groups["variant"]) == {f"v{i}" for i in range(60)}


# --- Basins ---


def test_the_global_basin_is_found_at_the_last_target_or_a_level():
    found = field(a={"p": [[1, 2, 3], [1, 2, INF], [1, INF, INF]], "q": [[1, 1, 1]] * 3})
    table = cells({("a", "p"): "done", ("a", "q"): "done"}).assign(tags=[["multimodal"], ["convex"]])
    (row,) = basin_success(hits(found), table).itertuples()
    assert (row.workload, row.solved, row.attempted) == ("p", 1, 3)
    (row,) = basin_success(hits(found), table, level=0.1).itertuples()
    assert (row.solved, row.success) == (2, pytest.approx(2 / 3)) and row.low < row.success < row.high
    assert basin_success(hits(found), table.assign(tags=[[], []])).empty
