"""Tests the tables of wall-clock samples against answers worked out by hand."""

import numpy as np
import pytest

from gdbench.tables.clocks import conformance_table, steps_table, timings_table
from gdbench.types import Timing

MACHINE = {"problem": "sphere", "dim": 2, "runs": 4, "steps": 10, "trace_seconds": 0.5, "compile_seconds": 1.5}


def step(variant, *samples, **more):
    return Timing("step", variant, samples, **{"process": tuple(range(len(samples)))} | MACHINE | more)


def pair(variant, own, other, **more):
    beside = {"counterpart": f"optax:{variant}", "counterpart_samples": tuple(other), "difference": 1e-7}
    known = {"process": tuple(range(len(own))), "setting": {"b1": 0.9}}
    return Timing("pair", variant, tuple(own), **known | beside | MACHINE | more)


def test_one_row_per_sample():
    table = timings_table([step("a", 1.0, 2.0, 3.0, process=(0, 0, 4)), step("b", 3.0, process=())])
    assert table["variant"].tolist() == ["a", "a", "a", "b"]
    assert table["process"].tolist() == [0, 0, 1, 0] and table["round"].tolist() == [0, 1, 0, 0]
    assert table["seconds"].tolist() == [1, 2, 3, 3] and "samples" not in table
    assert timings_table([]).empty and "seconds" in timings_table([])


def test_a_step_is_the_geometric_mean_over_processes_of_the_latest_measurement():
    table = steps_table([step("a", 9.0, 9.0), step("b", 5.0, 5.0), step("a", 1.0, 4.0, call_seconds=0.25)])
    table = table.set_index("variant")
    assert table["seconds_per_step"].tolist() == pytest.approx([2.0, 5.0])
    assert table.loc["b", ["low", "high"]].tolist() == pytest.approx([5, 5])
    # the logarithms differ by log 4, so their standard error is log 2, and t with one degree of freedom is 12.71
    assert table.loc["a", ["low", "high"]].tolist() == pytest.approx([2 * 2**-12.706, 2 * 2**12.706], rel=1e-3)
    assert table.loc["a", ["call_seconds", "trace_seconds", "compile_seconds", "runs"]].tolist() == [0.25, 0.5, 1.5, 4]


def test_a_process_counts_once_however_many_samples_it_takes():
    table = steps_table([step("a", 1.0, 1.0, 50.0, 4.0, process=(0, 0, 0, 1))])
    assert table["seconds_per_step"].tolist() == pytest.approx([2.0]) and table["processes"].tolist() == [2]


def test_one_process_gives_no_interval():
    (row,) = steps_table([step("a", 2.0, 2.0, process=(0, 0))]).itertuples()
    assert row.processes == 1 and row.seconds_per_step == pytest.approx(2.0)
    assert np.isnan(row.low) and np.isnan(row.high)


def test_own_against_optax_is_paired_within_a_process():
    # the third process is a hundred times slower than the first; own is always twice as slow
    calls = {"call_seconds": 0.5, "counterpart_call_seconds": 0.25}
    (row,) = conformance_table([pair("adam", [2.0, 20.0, 200.0], [1.0, 10.0, 100.0], **calls)]).itertuples()
    assert (row.own_call_seconds, row.counterpart_call_seconds) == (0.5, 0.25)
    assert (row.variant, row.counterpart, row.difference, row.steps) == ("adam", "optax:adam", 1e-7, 10)
    np.testing.assert_allclose([row.own_seconds, row.counterpart_seconds], [20.0, 10.0])
    np.testing.assert_allclose([row.ratio, row.low, row.high], 2.0, rtol=1e-12)


def test_intervals_of_equal_programs_contain_one_as_often_as_they_say():
    random = np.random.default_rng(3)

    def measured():
        # a process shifts each side by 5 %, and every sample of it by 1 % more
        own, other = (np.repeat(random.normal(0, 0.05, 5), 3) + random.normal(0, 0.01, 15) for _ in range(2))
        return pair("sgd", np.exp(own).tolist(), np.exp(other).tolist(), process=tuple(np.repeat(range(5), 3)))

    rows = [conformance_table([measured()]).iloc[0] for _ in range(400)]
    missed = np.mean([not row["low"] <= 1 <= row["high"] for row in rows])
    assert 0.025 < missed < 0.08, "three standard errors around 5 %"


def test_kinds_are_not_mixed_and_the_latest_pair_counts():
    rows = [pair("adam", [9.0], [1.0]), step("adam", 1.0), pair("adam", [3.0], [1.0]), step("sgd", 2.0)]
    assert conformance_table(rows)["ratio"].tolist() == pytest.approx([3.0])
    assert steps_table(rows)["seconds_per_step"].tolist() == pytest.approx([1.0, 2.0])


def test_observations_of_an_earlier_clock_are_not_mixed_with_those_of_this_one():
    old = {name: value for name, value in step("a", 9.0).document().items() if name not in ("clock", "process")}
    rows = [Timing.read(old), step("b", 2.0)]
    assert rows[0].clock == 1
    assert steps_table(rows)["variant"].tolist() == ["b"] == timings_table(rows)["variant"].tolist()
    assert conformance_table([Timing.read({**old, "kind": "pair", "counterpart_samples": [1.0]})]).empty


def test_nothing_measured_gives_empty_tables_with_their_columns():
    assert steps_table([]).empty and {"variant", "seconds_per_step", "call_seconds"} <= set(steps_table([]))
    assert conformance_table([]).empty and {"variant", "ratio", "low", "high"} <= set(conformance_table([]))
