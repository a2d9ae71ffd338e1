"""A comparison as JSON: all of it for scripts, and head's numbers for trackers of benchmarks."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from gdbench.gate.comparison import Comparison
from gdbench.gate.findings import Finding

SCHEMA = 1


def document(comparison: Comparison) -> str:
    """Return compare.json: verdict, exit code, notes and every finding."""
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
    """Return head's numbers as a ``customSmallerIsBetter`` list, which Bencher and github-action-benchmark read."""
    return json.dumps([_entry(each) for each in comparison.findings if _is_number(each.head)], indent=1) + "\n"


def _entry(finding: Finding) -> dict[str, Any]:
    who = f"{finding.variant} on {finding.workload}" if finding.variant else finding.workload
    # the words in brackets say what changed, and a tracker needs one name for one series
    entry = {"name": f"{who}: {finding.metric.partition(' (')[0]}", "unit": finding.unit or "1", "value": finding.head}
    if finding.low is not None and finding.high is not None and _is_number(finding.base):
        entry["range"] = f"{finding.low * finding.base:.4g} to {finding.high * finding.base:.4g}"
    return {**entry, "extra": finding.sentence()}


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
