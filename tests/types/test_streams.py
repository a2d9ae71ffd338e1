"""Random numbers for many seeds at once equal those of NumPy's streams, one by one."""

import numpy as np
import pytest

from gdbench.types.streams import MANY_SEEDS, uniforms

EDGES = (1, 2**31 - 1, 2**31, 2**32 - 1)


@pytest.mark.parametrize("n", [1, 2, 10, 113, 114, 400])
@pytest.mark.parametrize("count", [3, MANY_SEEDS])
def test_are_those_of_the_stream_of_each_seed(n, count):
    seeds = (*EDGES, *range(1_000_000, 1_000_000 + count))
    found = uniforms(seeds, n)
    for column, seed in zip(found.T, seeds, strict=True):
        np.testing.assert_array_equal(column, np.random.RandomState(seed).uniform(-1.0, 1.0, n))


@pytest.mark.parametrize("count", [3, MANY_SEEDS])
def test_seed_zero_is_the_centre(count):
    assert not uniforms(tuple(range(count)), 4)[:, 0].any()
