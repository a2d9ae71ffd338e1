"""Tests the record of tuned learning rates at the ends of their ranges, which `tests/perf/range_study.py` writes."""

import json
from pathlib import Path

import pytest

from gdbench.registry import load
from gdbench.types import Entry

RECORD = json.loads((Path(__file__).parents[2] / "suites" / "range_ends.json").read_text())
MOST = 0.05  # of the workloads of a variant may gain from rates beyond an end of the range


@pytest.mark.parametrize("end", ["at_low_end", "at_high_end"])
@pytest.mark.parametrize("name", RECORD["variants"])
def test_the_range_of_the_learning_rate_holds_nobody_back(name, end):
    """Where the best rate is at an end, rates beyond it save less than a tenth of the evaluations."""
    row = RECORD["variants"][name]
    gaining = row[f"gains_{end}"]
    assert set(gaining) <= set(row[end]) and len(gaining) <= MOST * row["workloads"], gaining


def test_few_best_rates_are_at_an_end():
    """Rules whose scale a long first step sets have more, at the high end: on a quadratic, no rate is their best."""
    rows = RECORD["variants"].values()
    many = [row for row in rows for end in ("at_low_end", "at_high_end") if len(row[end]) > MOST * row["workloads"]]
    assert len(many) <= len(rows) / 10
    assert all(len(row["at_low_end"]) <= MOST * row["workloads"] for row in rows)


@pytest.mark.parametrize("name", [name for name in RECORD["variants"] if " " not in name])
def test_the_record_was_made_with_the_ranges_of_today(name):
    knob = Entry(name, load("variant", name)).searched()["learning_rate"]
    assert RECORD["variants"][name]["range"] == [knob.low, knob.high], "run python -m tests.perf.range_study again"


def test_rules_whose_step_has_a_fixed_length_have_equal_ranges():
    rows = RECORD["variants"]
    same = [name for name in ("adam", "adamw", "rmsprop", "muon", "lion", "adagrad") if name in rows]
    assert len({tuple(rows[name]["range"]) for name in same}) == 1


def test_the_record_covers_whole_suites():
    assert set(RECORD["suites"]) == {"quick", "classic", "learning"}
    for covered in RECORD["suites"].values():
        assert covered["whole"] and covered["workloads"] == covered["of"]
