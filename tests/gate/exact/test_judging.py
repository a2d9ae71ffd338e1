"""Tests the verdict on two numbers."""

import math

import pytest

from gdbench.gate.exact.judging import judge, judge_ends
from gdbench.gate.findings import Verdict

INF = math.inf


@pytest.mark.parametrize(
    ("base", "head", "verdict"),
    [
        (10.0, 10.0, Verdict.SAME),
        (10.0, 10.005, Verdict.SAME),  # within rounding
        (10.0, 10.3, Verdict.CHANGED),
        (10.0, 9.7, Verdict.CHANGED),
        (10.0, 10.6, Verdict.WORSE),
        (10.6, 10.0, Verdict.BETTER),
        (10.0, INF, Verdict.WORSE),
        (10.0, None, Verdict.WORSE),
        (None, 10.0, Verdict.BETTER),
        (INF, None, Verdict.SAME),
        (0.0, 1.0, Verdict.WORSE),
    ],
)
def test_smaller_is_better(base, head, verdict):
    assert judge(base, head, limit=1.05, rounding=1e-3) is verdict


@pytest.mark.parametrize(
    ("base", "head", "verdict"),
    [
        ({"solved": 4}, {"solved": 4}, Verdict.SAME),
        ({"solved": 4}, {"solved": 3, "budget": 1}, Verdict.WORSE),
        ({"solved": 3, "diverged": 1}, {"solved": 4}, Verdict.BETTER),
        ({"budget": 4}, {"budget": 3, "diverged": 1}, Verdict.WORSE),
        ({"budget": 3, "frozen": 1}, {"budget": 4}, Verdict.BETTER),
        ({"budget": 3, "frozen": 1}, {"budget": 3, "diverged": 1}, Verdict.CHANGED),
        ({"solved": 2, "budget": 2}, {"solved": 3, "diverged": 1}, Verdict.BETTER),  # solved runs count first
    ],
)
def test_tallies_of_ends(base, head, verdict):
    assert judge_ends(base, head) is verdict
