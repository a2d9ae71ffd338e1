"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Judgement(StrEnum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    EXPECTED = "expected"  # differs from Optax where Optax is known to be wrong
    SKIPPED = "skipped"  # the question does not apply, or its oracle is not at hand


@dataclass(frozen=True)
class Answer:
    """One answer: which variant, asked what, in which choice of static knobs, with what difference."""

    variant: str
    check: str
    verdict: Judgement
    choice: str = ""
    difference: float | None = None
    note: str = ""


def judged(variant: str, check: str, difference: float, limit: float, choice: str = "", note: str = "") -> Answer:
    """Return a finding that passes when the difference is a number within the limit."""
    verdict = Judgement.PASSED if difference <= limit else Judgement.FAILED
    return Answer(variant, check, verdict, choice, float(difference), note)
