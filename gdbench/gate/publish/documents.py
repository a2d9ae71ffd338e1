"""A comparison as JSON: all of it for scripts, and the numbers of head for trackers of benchmarks."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from gdbench.gate.comparison import Comparison
from gdbench.gate.findings import Finding

SCHEMA = 1


def document(comparison: Comparison) -> str:
    """Return the text of compare.json: verdict, exit code, notes and every finding."""
    found = {
        "schema": SCHEMA,
        "verdict": comparison.sentence(),
        "exit_code": comparison.exit_code,
        "strict": comparison.strict,
        "base": comparison.base,
        "head": comparison.head,
        "notes": list(comparison.notes),
        "findings": [{**asdict(each), "sentence": each.sentence()} for each in comparison.findings],
    }
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


def tracked(comparison: Comparison) -> str:
    """Return the numbers of head as the ``customSmallerIsBetter`` list of Bencher and github-action-benchmark."""
    found = [_tracked(each) for each in comparison.findings if isinstance(each.head, (int, float))]
    return json.dumps(found, indent=1) + "\n"


def _tracked(finding: Finding) -> dict[str, Any]:
    # The words in brackets say what changed, but a tracker needs one name for one series.
    name = f"{finding.subject}: {finding.metric.partition(' (')[0]}"
    entry: dict[str, Any] = {"name": name, "unit": finding.unit or "1", "value": finding.head}
    if finding.low is not None and finding.high is not None and isinstance(finding.base, (int, float)):
        entry["range"] = f"{finding.low * finding.base:.4g} to {finding.high * finding.base:.4g}"
    return {**entry, "extra": finding.sentence()}
