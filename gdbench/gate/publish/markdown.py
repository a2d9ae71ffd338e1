"""A comparison as Markdown: the verdict, a table of the differences, and the number of equal quantities."""

from __future__ import annotations

from gdbench.gate.comparison import Comparison
from gdbench.gate.findings import Finding, Verdict, shown

MOST_ROWS = 60  # a CI job's summary may have 1 MiB, but people read less
_MARKS = {Verdict.WORSE: "❌ worse", Verdict.CHANGED: "⚠️ changed", Verdict.BETTER: "✅ better", Verdict.SAME: "same"}
_HEAD = (
    "| variant | workload | metric | base | head | ratio | verdict |\n| --- | --- | --- | ---: | ---: | ---: | --- |"
)


def markdown(comparison: Comparison) -> str:
    """Return the comparison as a Markdown document that ends with a newline."""
    lines = [f"## {comparison.sentence()}", "", f"base: {comparison.base}  ", f"head: {comparison.head}", ""]
    different = comparison.different
    if different:
        lines += [_HEAD, *map(_row, different[:MOST_ROWS])]
        if len(different) > MOST_ROWS:
            lines.append(f"\n… and {len(different) - MOST_ROWS} more, in `compare.json`.")
        lines.append("")
    lines += [f"{_counts(comparison)}", ""]
    lines += [f"- {note}" for note in comparison.notes]
    return "\n".join(lines).rstrip() + "\n"


def refusal(reason: str) -> str:
    """Return the Markdown that says why a comparison could not be made."""
    return f"## Not compared\n\n{reason}\n\nThis is not a regression: exit code 3.\n"


def _row(finding: Finding) -> str:
    quantities = [shown(each, finding.unit) for each in (finding.base, finding.head)]
    cells = [finding.variant, finding.workload, finding.metric, *quantities, _ratio(finding), _MARKS[finding.verdict]]
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def _ratio(finding: Finding) -> str:
    if finding.ratio is None:
        return ""
    if finding.low is None or finding.high is None:
        return f"{finding.ratio:.4g}"
    return f"{finding.ratio:.3f} ({finding.low:.3f} to {finding.high:.3f})"


def _counts(comparison: Comparison) -> str:
    """Return how many quantities of each kind there are, and how many of them are the same."""
    counts = comparison.counts()
    parts = []
    for kind in dict.fromkeys(kind for kind, _ in counts):
        total = sum(count for (each, _), count in counts.items() if each == kind)
        parts.append(f"{kind}: {counts.get((kind, Verdict.SAME), 0)} of {total}")
    return f"The same in both: {'; '.join(parts)}." if parts else ""
