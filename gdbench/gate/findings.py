"""What comparing one quantity of base and head found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Kind = Literal["convergence", "program", "timing"]


class Verdict(StrEnum):
    """How head stands to base."""

    SAME = "same"
    BETTER = "better"
    CHANGED = "changed"  # different, and neither better nor beyond its threshold: reported, never a failure
    WORSE = "worse"  # beyond its threshold: fails


@dataclass(frozen=True)
class Finding:
    """One quantity of one variant on one workload, in base and in head.

    ``metric`` is named in words, such as ``gradient evaluations to target 0.1`` or ``seconds per step``;
    ``base`` and ``head`` are numbers, or words such as ``solved 4`` where the quantity is a tally. ``ratio`` is
    head / base where that makes sense, ``low`` and ``high`` the interval that it was judged by. Quantities of a
    whole suite have an empty ``variant`` and the suite's name as their ``workload``.
    """

    kind: Kind
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

    def sentence(self) -> str:
        """Say it in one sentence that names variant, workload, metric, base and head."""
        who = f"{self.variant} on {self.workload}" if self.variant else self.workload
        parts = [f"{who}: {self.metric}: base {shown(self.base, self.unit)}, head {shown(self.head, self.unit)}"]
        if self.ratio is not None:
            interval = "" if self.low is None or self.high is None else f", {self.low:.3g} to {self.high:.3g}"
            parts.append(f"(×{self.ratio:.3g}{interval})")
        return " ".join([*parts, f"— {self.verdict.value}"])


def shown(value: float | str | None, unit: str = "") -> str:
    """Return a quantity as it is printed: six digits at most, ``missing`` where there is none."""
    if value is None:
        return "missing"
    text = value if isinstance(value, str) else f"{value:.6g}"
    return f"{text} {unit}" if unit else text
