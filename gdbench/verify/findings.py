"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    EXPECTED = "expected"  # differs from Optax where Optax is known to be wrong
    SKIPPED = "skipped"  # the question does not apply, or its oracle is not at hand


@dataclass(frozen=True)
class Finding:
    """One answer: which variant, asked what, in which choice of static knobs, with what difference."""

    variant: str
    check: str
    verdict: Verdict
    choice: str = ""
    difference: float | None = None
    note: str = ""


def judged(variant: str, check: str, difference: float, limit: float, choice: str = "", note: str = "") -> Finding:
    """Return a finding that passes when the difference is a number within the limit."""
    verdict = Verdict.PASSED if difference <= limit else Verdict.FAILED
    return Finding(variant, check, verdict, choice, float(difference), note)
