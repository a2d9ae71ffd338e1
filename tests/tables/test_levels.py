"""Equal variants differ no more often than promised, worse ones are found, and intervals contain what they estimate.

The tables of `tests.perf.level_study` have more sizes and repetitions.
"""

import numpy as np
import pytest

from gdbench.tables.bootstrap import LEVEL
from tests.perf.level_study import coverage, level, power
from tests.tables.synthetic_areas import SHAPES, areas, permuted

REPEATS = 100
CHANCE = 3 * np.sqrt(LEVEL * (1 - LEVEL) / REPEATS)  # three standard errors of a share of 5 %


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("variants", "workloads", "seeds"), [(2, 1, 5), (3, 1, 24), (5, 4, 2), (12, 10, 3)])
def test_equal_variants_are_told_apart_in_five_percent_of_cases(shape, variants, workloads, seeds):
    random = np.random.default_rng(0)
    assert level(lambda: areas(random, shape, variants, workloads, seeds), REPEATS) <= 1 - LEVEL + CHANCE


@pytest.mark.parametrize(("workloads", "seeds"), [(1, 1), (1, 2), (1, 3), (2, 8), (3, 8)])
def test_very_few_blocks_tell_nothing_apart(workloads, seeds):
    random = np.random.default_rng(0)
    assert power(lambda: areas(random, "plain", 3, workloads, seeds, worse=0.7), 20) == 0


@pytest.mark.parametrize(("variants", "workloads", "seeds"), [(2, 1, 8), (2, 6, 4), (5, 10, 4)])
def test_exchanged_variants_are_told_apart_in_five_percent_of_cases(variants, workloads, seeds):
    random = np.random.default_rng(0)
    draw = lambda: permuted(random, areas(random, "families", variants, workloads, seeds, worse=0.2))  # noqa: E731
    assert level(draw, REPEATS) <= 1 - LEVEL + CHANCE


@pytest.mark.parametrize(
    ("variants", "workloads", "worse", "least"), [(2, 10, 0.1, 0.8), (12, 10, 0.2, 0.9), (12, 26, 0.1, 0.9)]
)
def test_worse_variants_are_found(variants, workloads, worse, least):
    random = np.random.default_rng(0)
    assert power(lambda: areas(random, "interaction", variants, workloads, 5, worse=worse), 30) >= least


def test_what_is_plainly_worse_is_found_among_many_variants_on_few_workloads():
    random = np.random.default_rng(0)
    steps = np.linspace(0.0, 0.4, 138)[:, None, None]
    found = []
    for _ in range(2):
        area = np.clip(areas(random, "interaction", 138, 12, 8) - 0.15 - steps, 0, 1)
        found.append(power(lambda area=area: area[np.r_[0, 100:138]], 1))
    assert min(found) >= 0.9


@pytest.mark.parametrize(("workloads", "seeds"), [(1, 3), (1, 24), (3, 4), (10, 4)])
@pytest.mark.parametrize("shape", SHAPES)
def test_intervals_of_areas_contain_the_mean(shape, workloads, seeds):
    assert coverage(np.random.default_rng(0), shape, workloads, seeds, 60) >= 0.92
