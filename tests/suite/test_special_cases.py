"""A tuned general method does not lose to its special case, which tests the design of trials, not the methods.

The subset of problems takes a minute; GDBENCH_CLASSIC=1 takes all of the suite ``classic``, some ten minutes.
"""

import os
import tomllib
from pathlib import Path

import numpy as np
import pytest

import gdbench
from gdbench.registry import load, names
from gdbench.suite import refined, trials
from gdbench.tables.bootstrap import interval, multiplicities
from gdbench.tables.tidy import read_cells
from gdbench.tables.trials import trials_table
from gdbench.tables.verdicts import scores
from gdbench.types import Entry, Stage

pytestmark = pytest.mark.slow

WHOLE = bool(os.environ.get("GDBENCH_CLASSIC"))
CLASSIC = tomllib.loads((Path(__file__).parents[2] / "suites" / "classic.toml").read_text())
SUBSET = ["booth", "matyas", "mgh01_rosenbrock", "mgh05_beale", "himmelblau", "quad_log_k100", "tridia", "rastrigin10"]
SUBSET += ["monkey_saddle", "l1_norm", "mgh30_broyden_tridiagonal10", "styblinski_tang10"]
TRIALS = 16
# general method → the label, name and settings of its special case
PAIRS = {
    "heavy_ball": ("sgd", "sgd", {}),
    "nesterov_true": ("sgd", "sgd", {}),
    "signum": ("sign_sgd", "sign_sgd", {}),
    "adam": ("adam without momentum", "adam", {"b1": 0.0}),
}


def decays(variant):
    return [name for name, knob in Entry("x", variant).searched().items() if reaches_zero(knob)]


def reaches_zero(knob):
    return knob.scale == "complement" and knob.high == 1.0


def design(name, count, **fixed):
    return trials(Entry(name, load("variant", name), fixed), "quasirandom", count)


# --- The design itself ---

MOMENTA = [name for name in names("variant") if decays(load("variant", name))]


@pytest.mark.parametrize("name", MOMENTA)
def test_every_second_trial_is_one_of_the_method_without_its_momentum(name):
    off = decays(load("variant", name))[-1]
    general, special = design(name, 32), design(name, 16, **{off: 0.0})
    found = [{knob: value for knob, value in point.items() if knob != off} for point in general if point[off] == 0.0]
    assert found == special, "the first 2k trials contain the first k of the special case, in their order"
    if special != [{}]:
        assert [place for place, point in enumerate(general) if point[off] == 0.0] == list(range(0, 32, 2))
    assert all(0.0 < point[off] < 1.0 for point in general[1::2])


@pytest.mark.parametrize("name", MOMENTA)
def test_every_trial_of_the_special_case_is_refined_in_the_general_method_too(name):
    off = decays(load("variant", name))[-1]
    general, special = (Entry(name, load("variant", name), fixed) for fixed in ({}, {off: 0.0}))
    if not special.searched():
        return
    firsts = trials(general, "refine", 32), trials(special, "refine", 16)
    # Trials are ranked by their learning rate, so the two methods rank the settings that they share alike.
    ranked = [sorted(first, key=lambda point: sorted(point.items())) for first in firsts]
    laters = refined(general, 32, ranked[0]), refined(special, 16, ranked[1])
    every, own = (first + later for first, later in zip(firsts, laters, strict=True))
    found = [{knob: value for knob, value in point.items() if knob != off} for point in every if point[off] == 0.0]
    assert found == own and len(every) == 32


@pytest.mark.parametrize("general", PAIRS)
def test_the_special_case_that_is_declared_is_in_the_design(general):
    _, name, fixed = PAIRS[general]
    (off,) = decays(load("variant", general))
    face = [{knob: value for knob, value in point.items() if knob != off} for point in design(general, 16)[::2]]
    assert face == design(name, 8, **fixed)
    declared = [case.other for case in load("variant", general).special_cases if dict(case.here) == {off: 0.0}]
    assert general == "adam" or declared == [name]


def test_methods_without_a_momentum_are_spread_as_before():
    rates = [point["learning_rate"] for point in design("sgd", 16)]
    ordered = np.sort(np.log10(rates))
    assert np.diff(ordered).max() < 2.1 * (np.log10(10) + 6) / 16, "no gap is wider than two shares of the range"


# --- What it is worth ---


def suite(count, variants):
    """A suite of these variants, (label, name, settings), on the problems of ``classic``."""
    listed = [{"name": name, "label": label, "set": fixed} for label, name, fixed in variants]
    problems = CLASSIC["run"][0]["problems"] if WHOLE else SUBSET
    protocol = {"dtype": "float64", "budget": CLASSIC["protocol"]["budget"], "targets": CLASSIC["protocol"]["targets"]}
    return {
        "suite": {"name": f"cases{count}"},
        "protocol": protocol | {"samples": 4},
        "tuning": {"trials": count, "seeds": 2},
        "evaluation": {"seeds": 8},
        "run": [{"variants": listed, "problems": problems}],
    }


class Found:
    """The tuning efforts ``[W, trials]`` and evaluation areas ``[W, S]`` of a run, by label."""

    def __init__(self, results):
        table = trials_table(read_cells(results.store, results.manifest, Stage.TUNING))
        self.workloads = list(dict.fromkeys(results.cells["workload"]))
        self.effort = {
            name: part.pivot(index="workload", columns="trial", values="effort").loc[self.workloads].to_numpy()
            for name, part in table.groupby("variant")
        }
        every = scores(results.hits, results.cells)
        self.area = dict(zip(every.variants, every.area, strict=True))
        self.budget = float(results.cells["budget"].iloc[0])


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """The general methods and their special cases with the same number of trials, and the latter with half of them."""
    out = tmp_path_factory.mktemp("cases")
    special = list(dict.fromkeys((label, name, tuple(fixed.items())) for label, name, fixed in PAIRS.values()))
    special = [(label, name, dict(fixed)) for label, name, fixed in special]
    general = [(name, name, {}) for name in PAIRS]
    full = gdbench.run(suite(TRIALS, general + special), out=out)
    return Found(full), Found(gdbench.run(suite(TRIALS // 2, special), out=out))


def few(workloads):
    """How many of these workloads chance alone may turn over at the 97.5 % level, with a chance of 0.3 % for more."""
    return int(0.025 * workloads + 3 * np.sqrt(0.025 * workloads)) or 1


@pytest.mark.parametrize("general", PAIRS)
def test_with_half_as_many_trials_the_special_case_is_never_tuned_better(general, runs):
    full, half = runs
    theirs = half.effort[PAIRS[general][0]]
    better = full.effort[general].min(axis=1) - theirs.min(axis=1)
    # Where rounding decides (steps too long for a function with many minima, of which the subset has two), a momentum
    # of 0 takes other steps.
    chaotic = np.abs(full.effort[general][:, ::2] - theirs).max(axis=1) > 1e-3
    worse = (better > 1e-6) & ~chaotic
    assert dict(zip(np.array(full.workloads)[worse], better[worse], strict=True)) == {}
    assert chaotic.mean() <= 0.2


@pytest.mark.parametrize("general", PAIRS)
def test_with_half_as_many_trials_the_special_case_is_no_better_on_new_seeds_than_chance_makes_it(general, runs):
    full, half = runs
    difference = full.area[general] - half.area[PAIRS[general][0]]  # [W, S]
    seeds = difference.shape[1]
    _, high = interval(multiplicities(1000, seeds) @ difference.T / seeds)
    # One per cent of the logarithm of the budget is 7 % of the calls. Two tuning seeds do not always choose well.
    losers = {load: bound for load, bound in zip(full.workloads, high, strict=True) if bound < -0.01}
    assert len(losers) <= few(len(high)), losers


@pytest.mark.parametrize("general", PAIRS)
def test_with_as_many_trials_the_special_case_is_never_better_beyond_the_luck_of_the_trials(general, runs):
    full, _ = runs
    drawn = np.random.default_rng(0).integers(TRIALS, size=(2000, TRIALS))
    ours, theirs = (full.effort[name][:, drawn].min(axis=2) for name in (general, PAIRS[general][0]))
    worse = (ours > theirs + 1e-4).mean(axis=1)  # the share of resampled designs in which the special case wins
    losers = {load: share for load, share in zip(full.workloads, worse, strict=True) if share > 0.975}
    assert losers == {}
