"""Tests the notes on the clock: what was timed where, and which times are not shown."""

from dataclasses import replace

import pytest

from gdbench.report.data.page_data import PageData
from gdbench.report.data.time_rows import conformance_rows, step_rows
from gdbench.report.figures import ratios
from gdbench.report.text import notes
from gdbench.tables.run import Run
from tests.report.report_runs import cell, pair, run_of, timing

NEW, OLD = timing("sgd", 4e-6), replace(timing("adam", 5e-6), clock=1, process=())
ALONE = [replace(each, process=(0, 0, 0)) for each in (timing("lion", 4e-6), pair("lion", 4e-6, "optax:lion", 0.5))]


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    rates = {name: 0.1 for name in ("sgd", "adam", "lion")}
    run = run_of(tmp_path_factory.mktemp("results"), [cell(name, "sphere n=2") for name in rates], rates)
    return lambda *timings: Run(run.manifest, run.stored, timings)


def test_times_of_an_earlier_clock_are_not_shown_and_the_page_says_so(measured):
    assert notes.timing(measured(OLD)).startswith("The times of adam were measured by an earlier version")
    both = notes.timing(measured(NEW, OLD))
    assert "fresh processes" in both and "The times of adam" in both
    assert "earlier version" not in notes.timing(measured(OLD, NEW, timing("adam", 5e-6)))
    assert notes.timing(measured()) == "No times were measured in this run."
    assert "earlier version" in notes.not_compared(measured(OLD)) and "No own" in notes.not_compared(measured(NEW))


def test_what_was_timed_in_one_process_has_no_interval(measured):
    run = measured(NEW, *ALONE)
    assert "lion could not be sent to other processes and was timed" in notes.timing(run)
    page = PageData(run)
    rows = {row.variant: row for row in step_rows(page)}
    assert rows["lion"].interval == "–" != rows["sgd"].interval and rows["sgd"].processes.text == "3"
    assert [row.interval for row in conformance_rows(page)] == ["–"]
    (drawing,) = ratios.draw(page)
    assert "one process" in str(drawing.picture)
