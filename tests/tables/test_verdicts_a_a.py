"""One variant under two labels ties with itself, and equal variants differ no more often than the level allows."""

import numpy as np
import pytest

import gdbench
from gdbench.tables.bootstrap import LEVEL, resampled_means, run_weights
from gdbench.tables.ties import ranks

SUITE = """
[suite]
name = "twins"
[protocol]
dtype = "float64"
budget = 200
targets = [1e-1, 1e-3]
samples = 8
[tuning]
trials = 6
seeds = 2
[evaluation]
seeds = 6
[[run]]
variants = ["sgd", { name = "adam", label = "first" }, { name = "adam", label = "second" }]
problems = ["booth", "mgh01_rosenbrock", { name = "sphere", dims = [4] }]
"""
SEEDS, WORKLOADS, RUNS = 100, 12, 16


def test_the_same_variant_under_two_labels_ties_in_every_number(tmp_path):
    path = tmp_path / "twins.toml"
    path.write_text(SUITE)
    results = gdbench.run(str(path), out=tmp_path)
    verdict = results.verdict.set_index("variant")
    assert verdict.loc["first", ["rank", "rank_low", "rank_high"]].tolist() == (
        verdict.loc["second", ["rank", "rank_low", "rank_high"]].tolist()
    )
    assert verdict.loc["first", "area"] == verdict.loc["second", "area"]
    assert verdict.loc["sgd", "area"] != verdict.loc["first", "area"]


def field(seed, *means):
    """Areas ``[V, W, S]`` of variants with these mean scores, with noise of their own and workloads in common."""
    random = np.random.default_rng(seed)
    level = random.uniform(0.2, 0.8, (1, WORKLOADS, 1))
    own = random.normal(0, 0.05, (len(means), WORKLOADS, 1))  # how well a variant suits a workload
    noise = random.normal(0, 0.1, (len(means), WORKLOADS, RUNS))
    return np.clip(level + own + noise + np.reshape(means, (-1, 1, 1)), 0, 1)


def ranked(area):
    return ranks(area.mean(axis=(1, 2)), resampled_means(area, run_weights(WORKLOADS, RUNS)[:400]), WORKLOADS)


@pytest.mark.parametrize("count", [2, 5])
def test_equal_variants_are_told_apart_no_more_often_than_the_level_says(count):
    apart = sum(ranked(field(seed, *[0.0] * count)).max() > 1 for seed in range(SEEDS))
    # 5 in 100 are expected; more than 11 have a chance of 0.4 %
    assert apart <= (1 - LEVEL) * SEEDS + 3 * np.sqrt(SEEDS * LEVEL * (1 - LEVEL))


def test_a_real_difference_is_found():
    assert all(ranked(field(seed, 0.15, 0.0)).tolist() == [1, 2] for seed in range(20))
