"""The result of comparing one quantity of base and head."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Verdict(StrEnum):
    """How head compares with base in one quantity."""

    SAME = "same"
    BETTER = "better"
    CHANGED = "changed"  # different, but neither better nor beyond the threshold: reported, and never a failure
    WORSE = "worse"  # beyond the threshold: a failure


@dataclass(frozen=True)
class Finding:
    """One quantity of one variant on one workload, in base and in head.

    ``metric`` is named in words, such as ``gradient evaluations to target 0.1`` or ``seconds per step``.
    ``base`` and ``head`` are numbers, or words such as ``solved 4`` if the quantity is a tally. ``ratio`` is head/base
    if that makes sense; ``low`` and ``high`` are the interval by which the ratio was judged.
    A quantity of a whole suite has an empty ``variant``, and the suite's name as its ``workload``.
    """

    kind: Literal["convergence", "program", "timing"]
    metric: str
    variant: str
    workload: str
    base: float | str | None
    head: float | str | None
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    verdict: Verdict = Verdict.SAME
    unit: str = ""

    @property
    def subject(self) -> str:
        """The variant and the workload in words."""
        return f"{self.variant} on {self.workload}" if self.variant else self.workload

    def sentence(self) -> str:
        """Return one sentence that names variant, workload, metric, base and head."""
        base, head = (shown(each, self.unit) for each in (self.base, self.head))
        parts = [f"{self.subject}: {self.metric}: base {base}, head {head}"]
        if self.ratio is not None:
            interval = "" if self.low is None or self.high is None else f", {self.low:.3g} to {self.high:.3g}"
            parts.append(f"(×{self.ratio:.3g}{interval})")
        return " ".join([*parts, f"— {self.verdict.value}"])


def shown(value: float | str | None, unit: str = "") -> str:
    """Return a quantity as text with at most six digits; a quantity that does not exist is ``missing``."""
    if value is None:
        return "missing"
    text = value if isinstance(value, str) else f"{value:.6g}"
    return f"{text} {unit}" if unit else text
