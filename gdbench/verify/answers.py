"""The result of a check."""

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
    """The result of one check: the variant, the check, the choice of static knobs, the verdict and the difference."""

    variant: str
    check: str
    verdict: Judgement
    choice: str = ""
    difference: float | None = None
    note: str = ""


def judged(variant: str, check: str, difference: float, limit: float, choice: str = "", note: str = "") -> Answer:
    """Return an answer that passes when the difference is a number within the limit."""
    verdict = Judgement.PASSED if difference <= limit else Judgement.FAILED
    return Answer(variant, check, verdict, choice, float(difference), note)
