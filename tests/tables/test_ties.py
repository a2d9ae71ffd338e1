"""Tests which variants are worse than the best, and the ranks that follow."""

import numpy as np
import pytest

from gdbench.tables.blocks import t_quantile
from gdbench.tables.ties import critical_value, ranks


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
def test_two_variants_are_compared_by_the_paired_t_test(gap, rank):
    values = around(0.5, 0.5, count=5)
    apart = values[0] - values[1]
    reach = t_quantile(5) * apart.std(ddof=1) / np.sqrt(5)
    assert ranks(np.stack([values[0] - apart.mean() + gap * reach, values[1]])).tolist() == [1, rank]


def test_one_block_tells_nothing_apart():
    assert ranks(np.array([[0.9], [0.1], [0.0]])).tolist() == [1, 1, 1]


def test_the_critical_value_allows_for_few_blocks_and_many_variants():
    assert critical_value(8, 2) == pytest.approx(2.364624, rel=1e-6), "Student's t with 7 degrees of freedom"
    assert critical_value(3, 28) == pytest.approx(t_quantile(3, 0.025 / 27))
    # All pairs of 28 equal variants on many blocks: the studentised range of 28 divided by √2 is 3.72.
    assert 3.72 < critical_value(1000, 28) < 3.85
    table = [[critical_value(count, variants) for variants in range(2, 40)] for count in range(2, 40)]
    assert (np.diff(table, axis=1) > 0).all() and (np.diff(table, axis=0) < 0).all()


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
