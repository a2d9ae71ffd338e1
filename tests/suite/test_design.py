"""Tests the settings that tuning tries, the notation of sweeps, and the choice of the best trial."""

import math

import numpy as np
import pytest

from gdbench.registry import load, names
from gdbench.suite import parse_sweep, trials
from gdbench.suite.design import best_trial
from gdbench.types import Entry

VARIANTS = names("variant")


def entry(name, **more):
    return Entry(name, load("variant", name), **more)


def sweep(**ranges):
    return {name: parse_sweep(name, text)[0] for name, text in ranges.items()}


def inside(knob, value):
    searched = 1.0 - value if knob.scale == "complement" else value
    slack = 1e-9 * abs(knob.high)  # 1 − (1 − x) is not x
    return knob.low - slack <= searched <= knob.high + slack


@pytest.mark.parametrize("method", ["quasirandom", "grid"])
@pytest.mark.parametrize("name", VARIANTS)
def test_every_variant_gets_the_same_number_of_distinct_trials_inside_its_ranges(name, method):
    one = entry(name)
    points = trials(one, method, 16)
    knobs = one.searched()
    assert len(points) == (16 if knobs else 1)
    assert len({tuple(sorted(point.items())) for point in points}) == len(points)
    for point in points:
        assert point.keys() == knobs.keys()
        assert all(inside(knobs[knob], value) for knob, value in point.items())


@pytest.mark.parametrize("name", VARIANTS)
def test_the_default_method_tries_the_default(name):
    assert trials(entry(name), "default", 16) == [{}]


@pytest.mark.parametrize("name", ["sgd", "adam", "pso"])
def test_a_larger_quasirandom_budget_extends_a_smaller_one(name):
    many = trials(entry(name), "quasirandom", 33)
    for count in (1, 4, 16):
        assert trials(entry(name), "quasirandom", count) == many[:count]


@pytest.mark.parametrize("own", ["adam", "sgd", "rmsprop", "lion", "adagrad", "schedule_free_sgd"])
def test_own_and_optax_get_the_same_points(own):
    assert entry(own).variant.reference.factory == f"optax:{own}"
    assert trials(entry(own), "quasirandom", 16) == trials(entry(f"optax:{own}"), "quasirandom", 16)


@pytest.mark.parametrize(("count", "levels"), [(1, 1), (3, 1), (4, 2), (8, 2), (9, 3), (10, 3)])
def test_a_grid_is_the_largest_factorial_that_fits_filled_up_quasirandomly(count, levels):
    both = entry("heavy_ball", sweep=sweep(learning_rate="log:1e-4:1", momentum="linear:0:1"))
    points = trials(both, "grid", count)
    assert len(points) == count
    corners = [(point["learning_rate"], point["momentum"]) for point in points[: levels**2]]
    axis = [0.5] if levels == 1 else [i / (levels - 1) for i in range(levels)]
    expected = [(10 ** (-4 + 4 * u), v) for u in axis for v in axis]
    np.testing.assert_allclose(corners, expected, rtol=1e-12)
    filled = trials(both, "quasirandom", count)
    assert points[levels**2 :] == filled[: count - levels**2]


def test_one_dimensional_grid_has_both_ends():
    points = trials(entry("sgd", sweep=sweep(learning_rate="log:1e-4:1")), "grid", 5)
    found = [point["learning_rate"] for point in points]
    np.testing.assert_allclose(found, [1e-4, 1e-3, 1e-2, 1e-1, 1.0], rtol=1e-12)


def test_a_complement_is_logarithmic_in_one_minus_the_value():
    points = trials(entry("adam", sweep=sweep(b1="complement:1e-4:1e-1")), "grid", 4)
    np.testing.assert_allclose([1 - p["b1"] for p in points], [1e-4, 1e-3, 1e-2, 1e-1], rtol=1e-9)


def test_a_grid_of_the_sweep_wins_over_the_method():
    grid = ({"learning_rate": 0.1}, {"learning_rate": 0.2})
    one = entry("sgd", sweep=sweep(learning_rate="log:1e-4:1"), grid=grid)
    assert trials(one, "quasirandom", 16) == [{"learning_rate": 0.1}, {"learning_rate": 0.2}]


def test_the_order_in_which_ranges_are_written_does_not_matter():
    ranges = {"learning_rate": "log:1e-4:1", "b1": "complement:1e-3:1"}
    one, other = (entry("adam", sweep=sweep(**dict(pairs))) for pairs in (ranges.items(), reversed(ranges.items())))
    assert list(one.sweep) != list(other.sweep)
    assert trials(one, "quasirandom", 8) == trials(other, "quasirandom", 8)


def test_fixed_knobs_are_not_searched():
    one = entry("adam", fixed={"b1": 0.5})
    assert set(one.searched()) == {"learning_rate"}
    assert all(point.keys() == {"learning_rate"} for point in trials(one, "quasirandom", 4))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("log:1e-4:1", (1e-4, 1.0, "log", None)),
        ("log:1e-4:1:16", (1e-4, 1.0, "log", 16)),
        ("linear:-1:2:3", (-1.0, 2.0, "linear", 3)),
        ("linear:0:0.5", (0.0, 0.5, "linear", None)),
        ("complement:1e-3:1:1", (1e-3, 1.0, "complement", 1)),
    ],
)
def test_a_sweep_is_scale_low_high_count(text, expected):
    knob, count = parse_sweep("rate", text)
    assert (knob.low, knob.high, knob.scale, count) == expected
    assert knob.tuned and knob.traced


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "write scale:low:high"),
        ("log:1", "write scale:low:high"),
        ("log:1:2:3:4", "write scale:low:high"),
        ("log:a:1", "write scale:low:high"),
        ("log:1e-3:1:2.5", "write scale:low:high"),
        ("lin:0:1", "did you mean 'linear'?"),
        ("Log:1:2", "no scale 'Log'"),
        ("log:1:1", "needs low < high"),
        ("linear:2:1", "needs low < high"),
        ("log:0:1", "both positive"),
        ("complement:-1:1", "both positive"),
        ("log:1e-3:1:0", "at least one point"),
        ("linear:nan:1", "needs low < high"),
    ],
)
def test_a_sweep_that_is_none_says_why_and_repeats_what_was_written(text, part):
    with pytest.raises(ValueError, match="rate=") as caught:
        parse_sweep("rate", text)
    assert part in str(caught.value)
    assert f"rate={text}" in str(caught.value)


def test_a_sweep_is_finite():
    with pytest.raises(ValueError, match="rate="):
        parse_sweep("rate", "linear:0:inf")


# --- Which trial wins: runs are (trial, [cost of each target], last gap) ---

MISS = math.inf


def winner(*runs, budget=100):
    trial, hits, gap = zip(*runs, strict=True)
    return best_trial(np.array(trial), np.array(hits, float), np.array(gap, float), budget)


def test_the_soonest_trial_wins():
    assert winner((0, [10.0, 50.0], 1e-9), (1, [10.0, 40.0], 1e-3)) == 1


def test_a_miss_counts_ten_budgets():
    # mean log: trial 0 log √(1 · 1000) ≈ 3.454; trial 1 log 31 ≈ 3.434, then log 32 ≈ 3.466
    assert winner((0, [1.0, MISS], 1.0), (1, [31.0, 31.0], 1.0)) == 1
    assert winner((0, [1.0, MISS], 1.0), (1, [32.0, 32.0], 1.0)) == 0


def test_all_failed_goes_to_the_smallest_gap():
    assert winner((0, [MISS], 1e-2), (1, [MISS], 1e-5), (2, [MISS], np.nan)) == 1


def test_the_gap_is_averaged_in_the_logarithm_over_seeds():
    runs = [(0, [MISS], 1e-1), (0, [MISS], 1e-1), (1, [MISS], 1e-8), (1, [MISS], 1.0)]
    assert winner(*runs) == 1


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_one_diverged_seed_loses_to_none(bad):
    assert winner((0, [MISS], bad), (0, [MISS], 1e-30), (1, [MISS], 1.0), (1, [MISS], 1.0)) == 1


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_what_a_run_reached_before_it_diverged_counts_as_it_does_in_evaluation(bad):
    assert winner((0, [1.0, 2.0], bad), (1, [90.0, MISS], 1e-3)) == 0
    assert winner((0, [1.0, MISS], bad), (1, [1.0, MISS], 1e9)) == 1


@pytest.mark.parametrize("gap", [0.3, 0.0, np.nan])
def test_equal_trials_tie_to_the_first(gap):
    assert winner((2, [7.0], gap), (0, [7.0], gap), (1, [7.0], gap)) == 0


def test_one_trial_of_nothing_but_nan_is_still_a_choice():
    assert winner((0, [MISS, MISS], np.nan)) == 0
