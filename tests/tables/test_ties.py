"""Tests which variants are worse than the best, and the ranks that follow."""

import numpy as np
import pytest

from gdbench.tables.blocks import t_quantile
from gdbench.tables.ties import Pairs, bonferroni, critical_value, ranks


def around(*means, scatter=0.01, count=12, seed=0):
    """Areas ``[V, n]`` whose means are exactly these, with independent scatter of this size."""
    noise = np.random.default_rng(seed).standard_normal((len(means), count))
    noise = (noise - noise.mean(axis=1, keepdims=True)) / noise.std(axis=1, ddof=1, keepdims=True)
    return np.reshape(means, (-1, 1)) + scatter * noise


def test_a_rank_is_shared_with_the_best_of_those_that_are_left():
    values = around(0.1, 0.501, 0.9, 0.5, 0.899)
    assert ranks(values).tolist() == [5, 3, 1, 3, 1]
    assert ranks(np.array([[0.5, 0.7]])).tolist() == [1]
    assert ranks(np.zeros((3, 4))).tolist() == [1, 1, 1]


@pytest.mark.parametrize(("gap", "rank"), [(1.01, 2), (0.99, 1)])
def test_two_variants_on_few_blocks_are_compared_by_the_paired_t_test(gap, rank):
    values = around(0.5, 0.5, count=5)
    apart = values[0] - values[1]
    reach = t_quantile(5) * apart.std(ddof=1) / np.sqrt(5)
    assert ranks(np.stack([values[0] - apart.mean() + gap * reach, values[1]])).tolist() == [1, rank]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_fewer_than_four_blocks_tell_nothing_apart(count):
    assert ranks(np.array([[0.9], [0.1], [0.0]]).repeat(count, axis=1)).tolist() == [1, 1, 1]


@pytest.mark.parametrize(("last", "rank"), [(0.5, 2), (-0.5, 1)])
def test_two_variants_on_more_blocks_are_compared_by_flipping_signs(last, rank):
    ahead = np.array([0.5, 0.6, 0.4, 0.7, 0.3, last])  # ahead on all six or on five: 3 % and 22 % of the patterns
    assert ranks(np.stack([ahead, np.zeros(6)])).tolist() == [1, rank]


def test_ranks_do_not_depend_on_the_order_of_variants_and_blocks():
    random = np.random.default_rng(0)
    for _ in range(20):
        values = random.uniform(0, 1, (6, 8)) + np.linspace(0, 0.6, 6)[:, None]
        rows, columns = random.permutation(6), random.permutation(8)
        np.testing.assert_array_equal(ranks(values[rows][:, columns]), ranks(values)[rows])


def test_the_critical_value_allows_for_few_blocks_and_many_variants():
    assert bonferroni(5, 2) == pytest.approx(2.776445, rel=1e-6), "Student's t with 4 degrees of freedom"
    assert bonferroni(4, 28) == pytest.approx(t_quantile(4, 0.025 / 27))
    table = [[bonferroni(count, variants) for variants in range(2, 40)] for count in (4, 5)]
    assert (np.diff(table, axis=1) > 0).all() and (np.diff(table, axis=0) < 0).all()
    # All pairs of 28 equal variants on many blocks: the studentised range of 28 divided by √2 is 3.72.
    equal = np.random.default_rng(0).standard_normal((28, 200))
    assert critical_value(Pairs(equal)) == pytest.approx(3.72, abs=0.15)
    assert critical_value(Pairs(equal.repeat(3, axis=0))) == pytest.approx(3.72, abs=0.3), "copies do not count anew"


def test_variants_that_are_worse_do_not_hide_the_others():
    pair = around(0.5, 0.492, count=8)
    assert ranks(pair).tolist() == [1, 1 + (ranks(pair).max() > 1)]
    crowd = np.concatenate([pair, around(*np.linspace(0.3, 0.0, 30), count=8, seed=1)])
    assert ranks(crowd)[:2].tolist() == ranks(pair).tolist(), "once the rest is taken out, two are compared"
    assert (ranks(crowd)[2:] > 2).all()


def test_two_blocks_that_happen_to_be_alike_are_no_evidence_among_many():
    values = np.random.default_rng(0).uniform(0.2, 0.8, (20, 3))
    values[0], values[1] = [0.8, 0.5, 0.3], [0.7, 0.4, 0.2]
    assert (ranks(values) == 1).all(), "the difference of the first two does not scatter at all"
