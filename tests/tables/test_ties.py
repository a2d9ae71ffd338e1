"""Tests which differences are significant, and the ranks that follow."""

import numpy as np
import pytest

from gdbench.tables.ties import ranks, told_apart, widening
from gdbench.tables.verdicts import ranking
from tests.tables.tables_frames import NO_STEPS, cells, done, hits, runs


def rank(found, statuses=None, counts=None, steps=NO_STEPS):
    """The ranking of hits on a budget of 100; other cells and runs when given."""
    names = {name for name, _ in (statuses or found)}
    counts = runs(counts or {name: {"solved": 1} for name in names})
    return ranking(hits(found), counts, cells(statuses) if statuses else done(found), steps).set_index("variant")


def test_ranks_follow_the_area_and_ties_are_with_the_best_of_a_group():
    # a beats c in every draw but b only in half of them; d beats nobody
    a, d = np.full(200, 0.9), np.full(200, 0.1)
    b = np.where(np.arange(200) % 2, 1.0, 0.7)
    c = np.full(200, 0.75)
    draws = np.stack([d, c, a, b], axis=1)
    assert ranks(draws.mean(axis=0), draws).tolist() == [4, 3, 1, 1]
    assert ranks(np.array([0.5]), np.zeros((9, 1))).tolist() == [1]
    assert ranks(np.zeros(3), np.zeros((9, 3))).tolist() == [1, 1, 1]


@pytest.mark.parametrize(("gap", "rank"), [(2.2, 2), (1.8, 1)])
def test_two_are_apart_beyond_the_95_percent_quantile_of_their_difference(gap, rank):
    noise = np.random.default_rng(0).standard_normal(20_000)  # of which 95 % lie within ±1.96
    draws = np.stack([gap + noise, np.zeros(20_000)], axis=1)
    assert ranks(np.array([gap, 0.0]), draws).tolist() == [1, rank]


def test_few_workloads_widen_the_interval():
    assert widening(None) == widening(1) == widening(0) == 1.0
    assert widening(12) == pytest.approx(np.sqrt(12 / 11) * 2.200985 / 1.959964, rel=1e-6)
    assert widening(10_000) == pytest.approx(1, abs=1e-3)
    noise = np.random.default_rng(0).standard_normal(20_000)
    draws = np.stack([2.2 + noise, np.zeros(20_000)], axis=1)
    assert ranks(np.array([2.2, 0.0]), draws, 3).tolist() == [1, 1]


def test_more_variants_need_larger_differences():
    noise = np.random.default_rng(0).standard_normal((20_000, 12))
    area = np.array([3.5, *np.zeros(11)])
    two = told_apart(area[:2], area[:2] + noise[:, :2] / np.sqrt(2))
    many = told_apart(area, area + noise / np.sqrt(2))
    assert two[0, 1] and two[1, 0] and not two[0, 0]
    assert many[0, 1:].all() and not many[1:, 1:].any(), "3.5 is beyond the 3.3 of the studentised range of twelve"
    assert not told_apart(area * 3.1 / 3.5, area + noise / np.sqrt(2))[0].any()


def test_pairs_that_are_far_apart_do_not_hide_the_others():
    random = np.random.default_rng(0)
    noise = np.concatenate([random.standard_normal((5000, 2)) / np.sqrt(2), random.standard_normal((5000, 10))], axis=1)
    area = np.array([2.1, 0.0, *(-1000.0 * np.arange(1, 11))])
    assert told_apart(area, area + noise)[0, 1], "once the rest is told apart, one pair is left"
