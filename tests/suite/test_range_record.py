"""Tests the record of tuned learning rates at the ends of their ranges, which `tests/perf/range_study.py` writes."""

import json
from pathlib import Path

import pytest
from scipy.stats import binom

from gdbench.registry import load
from gdbench.types import Entry

RECORD = json.loads((Path(__file__).parents[2] / "suites" / "range_ends.json").read_text())
MOST = 0.05  # of the workloads of a variant may have their best rate at an end of the range


@pytest.mark.parametrize("end", ["at_low_end", "at_high_end"])
@pytest.mark.parametrize("name", RECORD["variants"])
def test_the_range_of_the_learning_rate_brackets_the_best_one(name, end):
    row = RECORD["variants"][name]
    whole = all(covered["whole"] for covered in RECORD["suites"].values())
    # A record of a part of the workloads may exceed the share by chance: one variant and end in a thousand.
    allowed = MOST * row["workloads"] if whole else binom.ppf(0.999, row["workloads"], MOST)
    assert len(row[end]) <= max(1, allowed), row[end]


@pytest.mark.parametrize("name", [name for name in RECORD["variants"] if " " not in name])
def test_the_record_was_made_with_the_ranges_of_today(name):
    knob = Entry(name, load("variant", name)).searched()["learning_rate"]
    assert RECORD["variants"][name]["range"] == [knob.low, knob.high], "run python -m tests.perf.range_study again"


def test_rules_whose_step_has_a_fixed_length_have_equal_ranges():
    rows = RECORD["variants"]
    same = [name for name in ("adam", "adamw", "rmsprop", "muon", "lion", "adagrad") if name in rows]
    assert len({tuple(rows[name]["range"]) for name in same}) == 1


def test_the_record_says_what_it_covers():
    assert RECORD["suites"]
    for covered in RECORD["suites"].values():
        assert 0 < covered["workloads"] <= covered["of"]
