"""Tests lanes, which are made when they are accessed, and their columns."""

import numpy as np

from gdbench.types import Lane, Lanes

POINTS = ((0, {"learning_rate": 0.1}), (-1, {}))
LANES = Lanes(POINTS, range(7, 12))


def test_seeds_run_fastest():
    assert list(LANES) == [Lane(trial, seed, settings) for trial, settings in POINTS for seed in range(7, 12)]
    assert LANES[-1] == Lane(-1, 11, {})


def test_a_slice_of_a_slice_has_the_lanes_of_the_list():
    whole = list(LANES)
    for part in (slice(3, 9), slice(0, 0), slice(8, 99), slice(None)):
        assert list(LANES[part]) == whole[part]
        assert list(LANES[2:][part]) == whole[2:][part]


def test_columns_say_what_the_lanes_say():
    which, seeds = LANES[3:9].columns()
    expected = [(POINTS[number][1], seed) for number, seed in zip(which, seeds, strict=True)]
    assert expected == [(lane.settings, lane.seed) for lane in LANES[3:9]]
    assert isinstance(which, np.ndarray) and len(which) == 6
