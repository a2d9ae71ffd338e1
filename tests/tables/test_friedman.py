"""Tests Friedman's test, its comparisons and its groups against published numbers and scikit-posthocs."""

import numpy as np
import pytest
from scikit_posthocs import compact_letter_display, posthoc_siegel_friedman
from scipy import stats

from gdbench.tables.friedman import average_ranks, block_ranks, friedman_test, posthoc, rank_groups
from tests.tables.tables_frames import INF, done, hits


def field(**variants):
    """Hits of several variants: {variant: {workload: [costs per seed]}} flattened."""
    return {(name, load): seeds for name, table in variants.items() for load, seeds in table.items()}


LOADS = "pqrstuvw"


def noisy(seed=0, **means):
    random = np.random.default_rng(seed)
    return field(
        **{name: {load: [[mean * random.lognormal(0, 0.3)]] for load in LOADS} for name, mean in means.items()}
    )


def every(loads, *seeds):
    return {load: list(seeds) for load in loads}


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
