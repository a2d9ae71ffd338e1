"""Convergence bands and the tables of wall-clock samples, against answers worked out by hand."""

import numpy as np
import pytest

from gdbench.tables.bands import SMALLEST, bands_table
from gdbench.tables.clocks import conformance_table, steps_table, timings_table
from gdbench.types import Stage, Timing
from tests.tables.tables_frames import INF, manifest_cell, stored

MACHINE = {"problem": "sphere", "dim": 2, "runs": 4, "steps": 10, "trace_seconds": 0.5, "compile_seconds": 1.5}


def band(gaps, costs=None, trials=None, **more):
    runs = len(gaps)
    costs = costs or [[1, 2]] * runs
    part = stored(manifest_cell(), trials or [0] * runs, range(runs), gaps, costs, **more)
    return bands_table([part])


def step(variant, *samples, **more):
    return Timing("step", variant, samples, **MACHINE | more)


def pair(variant, own, other, **more):
    beside = {"counterpart": f"optax:{variant}", "counterpart_samples": tuple(other), "difference": 1e-7}
    return Timing("pair", variant, tuple(own), setting={"b1": 0.9}, **beside, **MACHINE | more)


def test_median_and_quartiles_of_the_runs_at_each_sample():
    table = band([[5, 50], [1, 10], [3, 30], [2, 20], [4, 40]])
    assert table["median"].tolist() == [3, 30]
    assert table["low"].tolist() == [2, 20] and table["high"].tolist() == [4, 40]
    assert table["start"].tolist() == [3, 3] and table["runs"].tolist() == [5, 5]
    assert table["cost"].tolist() == [1, 2]


def test_one_run_is_its_own_band():
    table = band([[3, 2]])
    assert table[["low", "median", "high"]].to_numpy().tolist() == [[3, 3, 3], [2, 2, 2]]


@pytest.mark.parametrize("bad", [np.nan, INF, -INF])
def test_a_run_that_left_the_numbers_is_above_all_others(bad):
    table = band([[1, bad], [2, 20], [3, 30], [4, 40], [5, 50]])
    assert table["low"].tolist() == [2, 30] and table["median"].tolist() == [3, 40]
    assert table["high"].tolist() == [4, 50]


def test_a_band_ends_where_a_quarter_of_the_runs_did():
    table = band([[1, np.nan], [2, np.nan], [3, 30], [4, 40], [5, 50]])
    assert table["median"].tolist() == [3, 50] and table["high"].tolist() == [4, INF]


def test_gaps_at_or_below_the_floor_are_drawn_at_it():
    assert band([[1e-20, -3.0]])["median"].tolist() == [SMALLEST, SMALLEST]


def test_cost_is_that_of_the_runs_still_going():
    assert band([[1, 1], [1, 1]], costs=[[1, 3], [2, 9]])["cost"].tolist() == [2, 9]


def test_default_and_tuning_runs_are_left_out():
    table = band([[1, 1], [7, 7]], trials=[2, -1])
    assert table["median"].tolist() == [1, 1] and table["runs"].tolist() == [1, 1]
    assert band([[1, 1]], stage=Stage.TUNING).empty and bands_table([]).empty


def test_one_row_per_sample():
    table = timings_table([step("a", 1.0, 2.0), step("b", 3.0)])
    assert table["variant"].tolist() == ["a", "a", "b"] and table["round"].tolist() == [0, 1, 0]
    assert table["seconds"].tolist() == [1, 2, 3] and "samples" not in table
    assert timings_table([]).empty and "seconds" in timings_table([])


def test_a_step_takes_the_median_of_the_latest_measurement():
    table = steps_table([step("a", 9.0), step("b", 5.0, 5.0, 5.0), step("a", 1.0, 2.0, 30.0)]).set_index("variant")
    assert table["seconds_per_step"].to_dict() == {"a": 2.0, "b": 5.0}
    assert table.loc["b", ["low", "high"]].tolist() == [5, 5]
    assert (table.loc["a", "low"], table.loc["a", "high"]) == (1.0, 30.0), "three samples bound nothing better"
    assert table.loc["a", ["trace_seconds", "compile_seconds", "runs"]].tolist() == [0.5, 1.5, 4]


def test_an_interval_narrows_with_more_samples():
    samples = np.random.default_rng(0).lognormal(0, 0.3, 400)
    few, many = (steps_table([step("a", *samples[:n])]).iloc[0] for n in (9, 400))
    for row in (few, many):
        assert row["low"] <= row["seconds_per_step"] <= row["high"]
    assert many["high"] - many["low"] < 0.3 * (few["high"] - few["low"])


def test_own_against_optax_is_paired_within_a_round():
    # the machine slows down tenfold from round to round; own is always twice as slow
    (row,) = conformance_table([pair("adam", [2.0, 20.0, 200.0], [1.0, 10.0, 100.0])]).itertuples()
    assert (row.variant, row.counterpart, row.difference, row.steps) == ("adam", "optax:adam", 1e-7, 10)
    assert (row.own_seconds, row.counterpart_seconds) == (20.0, 10.0)
    np.testing.assert_allclose([row.ratio, row.low, row.high], 2.0, rtol=1e-12)


def test_pairs_of_an_earlier_gdbench_stay_readable():
    document = pair("adam", [2.0], [1.0]).document()
    del document["counterpart_setting"]
    assert conformance_table([Timing.read(document)])["ratio"].tolist() == pytest.approx([2.0])


def test_the_ratio_is_the_median_over_rounds_not_the_ratio_of_medians():
    assert conformance_table([pair("adam", [2.0, 20.0, 30.0], [1.0, 5.0, 30.0])])["ratio"].tolist() == pytest.approx(
        [2]
    )


def test_kinds_are_not_mixed_and_the_latest_pair_counts():
    rows = [pair("adam", [9.0], [1.0]), step("adam", 1.0), pair("adam", [3.0], [1.0]), step("sgd", 2.0)]
    assert conformance_table(rows)["ratio"].tolist() == pytest.approx([3.0])
    assert steps_table(rows)["seconds_per_step"].tolist() == [1.0, 2.0]


def test_nothing_measured_gives_empty_tables_with_their_columns():
    assert steps_table([]).empty and {"variant", "seconds_per_step"} <= set(steps_table([]))
    assert conformance_table([]).empty and {"variant", "ratio", "low", "high"} <= set(conformance_table([]))
