"""The verdict on two exact numbers; a smaller number is better for every quantity."""

from __future__ import annotations

import math
from collections.abc import Mapping

from gdbench.gate.findings import Verdict
from gdbench.tables.endings import BAD_ENDS

# These ends of a run are worse than spending the budget.
BAD = (*BAD_ENDS, "failed")


def judge(base: float | None, head: float | None, limit: float, rounding: float = 0.0) -> Verdict:
    """Return how head compares with base: worse beyond ``limit``, the same within ``rounding``.

    A number that does not exist (no run hit the target, or none stayed finite) is None or infinite, and counts as worse
    than every number.
    """
    base, head = math.inf if base is None else base, math.inf if head is None else head
    if base == head:
        return Verdict.SAME
    if math.isinf(base) or math.isinf(head):
        return Verdict.WORSE if head > base else Verdict.BETTER
    if abs(head - base) <= rounding * max(abs(base), abs(head)):
        return Verdict.SAME
    if head > limit * base:
        return Verdict.WORSE
    return Verdict.BETTER if base > limit * head else Verdict.CHANGED


def ratio(base: float | None, head: float | None) -> float | None:
    """Return head / base if both are positive numbers, else None."""
    if base is None or head is None or not (0 < base < math.inf and 0 < head < math.inf):
        return None
    return head / base


def judge_ends(base: Mapping[str, int], head: Mapping[str, int]) -> Verdict:
    """Return how the tally of statuses in head compares with that in base: solved runs count first, then bad ends."""
    if base == head:
        return Verdict.SAME
    solved = head.get("solved", 0) - base.get("solved", 0)
    bad = sum(head.get(each, 0) - base.get(each, 0) for each in BAD)
    if solved or bad:
        return Verdict.WORSE if (solved, -bad) < (0, 0) else Verdict.BETTER
    return Verdict.CHANGED
