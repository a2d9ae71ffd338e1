"""Tests which observations a suite asks for, and what they consist of."""

import pytest

from gdbench.engine.clock import Sample
from gdbench.executors import timing
from gdbench.executors.timing import measure_steps
from gdbench.suite import load_suite
from gdbench.types import CLOCK

SUITE = """
[suite]
name = "timed"
[timing]
problem = "sphere"
dim = 3
runs = 2
steps = 20
[[run]]
variants = ["sgd", "svrg", "gd_armijo"]
problems = ["booth"]
"""
MACHINE = {"processor": "Abacus"}


@pytest.fixture
def suite(tmp_path):
    path = tmp_path / "timed.toml"
    path.write_text(SUITE)
    return load_suite(str(path), path.read_bytes())


@pytest.fixture
def entries(suite):
    return list({cell.entry.label: cell.entry for cell in suite.cells()}.values())


@pytest.fixture
def seen(monkeypatch):
    """The groups that were to be timed; the first of a group takes 2 µs a step, the second 1 µs."""
    groups = []

    def observed(asked, rounds, processes, say):
        groups.extend(asked)
        per_group = [[[Sample(2e-6 / (i + 1), 1e-4)] * rounds for i in range(len(group))] for group in asked]
        return [[each] * processes for each in per_group]

    monkeypatch.setattr(timing, "observed", observed)
    return groups


def test_every_applicable_variant_is_timed_and_beside_its_counterpart(suite, entries, seen):
    rows = measure_steps(suite, entries, [], MACHINE, lambda event: None)
    assert [(row.kind, row.variant) for row in rows] == [("step", "sgd"), ("pair", "sgd"), ("step", "gd_armijo")]
    assert [len(group) for group in seen] == [1, 2, 1], "svrg needs a finite sum, which sphere is not"
    pair = rows[1]
    assert (pair.counterpart, pair.clock, pair.processes) == ("optax:sgd", CLOCK, 5)
    assert pair.samples == (2e-6,) * 15 and pair.counterpart_samples == (1e-6,) * 15
    assert pair.process == tuple(i for i in range(5) for _ in range(3))
    assert pair.call_seconds == pytest.approx(1e-4) and pair.difference < 1e-5 and pair.steps == 20


def test_what_is_known_of_this_machine_and_clock_is_not_timed_again(suite, entries, seen):
    rows = measure_steps(suite, entries, [], MACHINE, lambda event: None)
    assert measure_steps(suite, entries, rows, MACHINE, lambda event: None) == []
    other = measure_steps(suite, entries, rows, {"processor": "slide rule"}, lambda event: None)
    assert len(other) == len(rows)


def test_a_variant_that_could_not_be_timed_has_no_observation(suite, entries, monkeypatch):
    monkeypatch.setattr(timing, "observed", lambda asked, rounds, processes, say: [[] for _ in asked])
    assert measure_steps(suite, entries, [], MACHINE, lambda event: None) == []
