"""A whole comparison: its findings, the parts that could not be compared, and whether it fails."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from gdbench.errors import NotComparable
from gdbench.gate.findings import Finding, Verdict

_SEVERITY = [Verdict.WORSE, Verdict.CHANGED, Verdict.BETTER, Verdict.SAME]


@dataclass(frozen=True)
class Comparison:
    """All findings of a comparison of two sides.

    ``base`` and ``head`` name the two sides in words. ``notes`` are sentences about parts that were not compared, and
    about conditions that a reader has to know. A ``strict`` comparison fails on every change, which suits a baseline
    that is kept under review.
    """

    base: str
    head: str
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()
    strict: bool = False

    @property
    def different(self) -> list[Finding]:
        """The findings on quantities that differ between the sides, worst first."""
        found = [each for each in self.findings if each.verdict is not Verdict.SAME]
        return sorted(found, key=lambda each: _SEVERITY.index(each.verdict))

    @property
    def failing(self) -> list[Finding]:
        """The findings that fail."""
        return [each for each in self.different if self.strict or each.verdict is Verdict.WORSE]

    @property
    def exit_code(self) -> int:
        """1 if a finding fails, else 0."""
        return 1 if self.failing else 0

    def counts(self) -> dict[tuple[str, Verdict], int]:
        """Return how many findings there are of each kind and verdict."""
        return dict(Counter((each.kind, each.verdict) for each in self.findings))

    def sentence(self) -> str:
        """Return the verdict in one sentence."""
        if not self.findings:
            return "Nothing was compared."
        failing, different = self.failing, self.different
        total = f"{len(self.findings)} quantities"
        if not different:
            return f"No regression: all {total} are the same."
        better = sum(each.verdict is Verdict.BETTER for each in different)
        changes = f"{len(different)} of {total} differ, {better} of them for the better"
        if not failing:
            return f"No regression: {changes}."
        who = sorted({each.variant or each.workload for each in failing})
        named = ", ".join(who[:3]) + (f" and {len(who) - 3} more" if len(who) > 3 else "")
        what = "Change" if all(each.verdict is not Verdict.WORSE for each in failing) else "Regression"
        return f"{what} in {named}: {changes}."


@dataclass(frozen=True)
class PartialComparison(Comparison):
    """A comparison with parts that may have been impossible, for the reasons in ``refused``."""

    refused: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """1 if a finding fails, else 3 if a part could not be compared, else 0."""
        return super().exit_code or (NotComparable.exit_code if self.refused else 0)

    def sentence(self) -> str:
        """Return the verdict in one sentence, with a second one if a part could not be compared."""
        return super().sentence() + (" Not everything could be compared." if self.refused else "")
