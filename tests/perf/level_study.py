"""Measures how often equal variants are told apart, how often worse ones are found, and how often intervals cover.

    python -m tests.perf.level_study --repeats 400                     # areas that are drawn
    python -m tests.perf.level_study --repeats 400 --run results/NAME  # areas of a stored run, with variants exchanged

The level is the share of comparisons of equal variants in which any of them leaves the first rank; 5 % is promised. The
power is the share of variants outside the first rank if all but the first are worse by so much area. The coverage is
the share of 95 % intervals of an area that contain its true mean.
"""

import argparse
from pathlib import Path

import numpy as np

from gdbench.store import Store
from gdbench.tables.blocks import area_interval, blocks
from gdbench.tables.run import Run
from gdbench.tables.scores import contestants
from gdbench.tables.ties import best
from tests.tables.synthetic_areas import SHAPES, areas, permuted

SIZES = [(1, 1), (1, 2), (1, 3), (1, 5), (1, 8), (1, 24), (1, 30), (2, 3), (3, 3), (4, 3), (5, 5), (10, 5), (26, 5)]
VARIANTS = (2, 5, 28, 42)
WORSE = (0.05, 0.1, 0.2)
TRUTH = 1500  # samples whose mean is the true mean


def level(draw, repeats):
    """Return the share of samples in which not all variants share the first rank."""
    return float(np.mean([not best(blocks(draw())).all() for _ in range(repeats)]))


def power(draw, repeats):
    """Return the share of variants, without the first, that are outside the first rank."""
    return float(np.mean([~best(blocks(draw()))[1:] for _ in range(repeats)]))


def coverage(random, shape, workloads, seeds, repeats):
    """Return the share of intervals of areas that contain the mean: over workloads, or over seeds of this workload."""
    variants, found = 10, []
    if workloads > 1:
        mean = np.mean([areas(random, shape, variants, workloads, 1).mean(axis=(1, 2)) for _ in range(TRUTH)], axis=0)
    for _ in range(repeats):
        sample = areas(random, shape, variants, workloads, seeds if workloads > 1 else TRUTH)
        if workloads == 1:
            mean, sample = sample.mean(axis=(1, 2)), sample[:, :, :seeds]
        low, high = area_interval(blocks(sample))
        found.append((low <= mean + 1e-9) & (mean <= high + 1e-9) if blocks(sample).shape[1] > 1 else mean >= 0)
    return float(np.mean(found))


def stored_areas(path):
    """Return the areas ``[V, W, S]`` of a stored run on the workloads on which somebody scored."""
    run = Run.of(Store(path.parent), path.name)
    area = contestants(run.evaluation_hits, run.cells)[1]
    return area[:, area.any(axis=(0, 2))]


def part(random, area, variants, workloads, seeds):
    """Return some variants on some workloads of a stored run, exchanged at random."""
    chosen = [random.choice(size, amount, replace=False) for size, amount in
              zip(area.shape, (variants, workloads, seeds), strict=True)]  # fmt: skip
    return permuted(random, area[np.ix_(*chosen)])


def _row(name, values):
    print(f"{name:<24}", *(f"{100 * value:7.1f}" for value in values), flush=True)


def _head(title, repeats):
    error = 100 * np.sqrt(0.05 * 0.95 / repeats)
    print(f"\n{title}, in percent; the standard error of 5 % is {error:.1f}\n{'workloads x seeds':<24}", end="")
    print(*(f"{f'{w}x{s}':>7}" for w, s in SIZES))


def study_drawn(repeats):
    """Print level, power and coverage for areas that are drawn."""
    _head("level", repeats)
    for shape in SHAPES:
        for count in VARIANTS:
            random = np.random.default_rng(count)
            _row(f"{shape}, {count}", [level(lambda w=w, s=s: areas(random, shape, count, w, s), repeats)  # noqa: B023
                                       for w, s in SIZES])  # fmt: skip
    _head("power", repeats)
    for count in VARIANTS[:3]:
        for worse in WORSE:
            random = np.random.default_rng(count)
            draw = lambda w, s: areas(random, "interaction", count, w, s, worse=worse)  # noqa: B023, E731
            _row(f"{count}, worse by {worse}", [power(lambda w=w, s=s: draw(w, s), max(40, repeats // 10))  # noqa: B023
                                               for w, s in SIZES])  # fmt: skip
    _head("coverage", 10 * repeats)
    for shape in SHAPES:
        random = np.random.default_rng(0)
        _row(shape, [coverage(random, shape, w, s, repeats) for w, s in SIZES])


def study_stored(area, repeats):
    """Print the level for stored areas whose variants are exchanged."""
    _head("level of a stored run", repeats)
    for count in VARIANTS:
        random = np.random.default_rng(count)
        found = [np.nan if (count, w, s) > area.shape or w > area.shape[1] or s > area.shape[2] else
                 level(lambda w=w, s=s: part(random, area, count, w, s), repeats)  # noqa: B023
                 for w, s in SIZES]  # fmt: skip
        _row(f"{count} variants", found)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=400)
    parser.add_argument("--run", type=Path, help="the folder of a stored run")
    asked = parser.parse_args()
    study_drawn(asked.repeats) if asked.run is None else study_stored(stored_areas(asked.run), asked.repeats)
