"""Tests how the check of a gradient rule compares two paths."""

import numpy as np
import pytest

from gdbench.verify.gradient_rules import disagreement

GROWING = 10.0 ** np.arange(0.0, 100.0, 5.0)[:, None]


def with_late(value):
    """The growing path with another value in the last step, after it has diverged."""
    return np.concatenate([GROWING[:-1], [[value]]])


@pytest.mark.parametrize("late", [np.nan, np.inf, 1.0])
def test_a_coordinate_is_compared_until_it_diverges(late):
    assert disagreement(with_late(late), GROWING) == 0.0
    assert disagreement(GROWING, with_late(late)) == 0.0


def test_both_sides_must_diverge_at_the_same_step():
    assert disagreement(np.minimum(GROWING, 1e50), GROWING) == np.inf
    assert disagreement(GROWING, np.minimum(GROWING, 1e50)) > 1e10


@pytest.mark.parametrize("side", [0, 1])
def test_what_is_no_number_without_having_diverged_disagrees(side):
    paths = [np.ones((5, 2)), np.ones((5, 2))]
    paths[side][3, 1] = np.nan
    assert disagreement(*paths) == np.inf
