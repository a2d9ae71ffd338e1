"""Tests the tables of wall-clock samples against answers worked out by hand."""

import numpy as np
import pytest

from gdbench.tables.clocks import conformance_table, steps_table, timings_table
from gdbench.types import Timing

MACHINE = {"problem": "sphere", "dim": 2, "runs": 4, "steps": 10, "trace_seconds": 0.5, "compile_seconds": 1.5}


def step(variant, *samples, **more):
    return Timing("step", variant, samples, **MACHINE | more)


def pair(variant, own, other, **more):
    beside = {"counterpart": f"optax:{variant}", "counterpart_samples": tuple(other), "difference": 1e-7}
    return Timing("pair", variant, tuple(own), setting={"b1": 0.9}, **beside, **MACHINE | more)


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
