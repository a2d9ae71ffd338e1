"""The results of checks in words: one line per variant, and one sentence per result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gdbench.verify.answers import Answer, Judgement

_MEASURED = {
    "transcription": ("open loop", "transcription"),
    "closed loop": ("closed loop",),
    "Optax": ("optax, open loop", "optax, closed loop"),
}
_COUNTED = {"limits": ("limit",), "symmetries": ("symmetry",), "edge": ("stability edge",)}
_WIDTHS = {"variant": 24, "transcription": 13, "closed loop": 11, "Optax": 9, "limits": 6, "symmetries": 10, "edge": 4}

HEADING = "  ".join(f"{name:{width}}" for name, width in _WIDTHS.items()) + "  hostile  state       verdict"


def line(name: str, findings: Sequence[Answer]) -> str:
    """Return the row of one variant: the largest differences, the number of laws that hold, and its state size."""
    cells = [f"{name:{_WIDTHS['variant']}}"]
    for column, checks in _MEASURED.items():
        cells.append(f"{_largest(findings, checks):{_WIDTHS[column]}}")
    for column, checks in _COUNTED.items():
        cells.append(f"{_held(findings, checks):{_WIDTHS[column]}}")
    state = next((each.note.partition(" ")[0] + " n" for each in findings if each.check == "state"), "–")
    cells += [f"{_held(findings, ('hostile gradients', 'hostile function')):7}", f"{state:10}", verdict(findings)]
    return "  ".join(cells)


def verdict(findings: Iterable[Answer]) -> str:
    """Return the verdict on a variant, which is its worst result."""
    found = {each.verdict for each in findings}
    for worst in (Judgement.FAILED, Judgement.EXPECTED, Judgement.PASSED):
        if worst in found:
            return {"failed": "FAILED", "expected": "passed, Optax differs as expected"}.get(worst, "passed")
    return "not checked here"


def sentence(finding: Answer) -> str:
    """Return one result as a line of text."""
    where = f" [{finding.choice}]" if finding.choice else ""
    how = "" if finding.difference is None else f" difference {finding.difference:.1e}"
    note = f" ({finding.note})" if finding.note else ""
    return f"{finding.verdict:8} {finding.variant}: {finding.check}{where}{how}{note}"


def closing(findings: Sequence[Answer]) -> str:
    """Return the count that ends the table."""
    variants = {each.variant for each in findings}
    count = {verdict: sum(each.verdict == verdict for each in findings) for verdict in Judgement}
    failing = {each.variant for each in findings if each.verdict == Judgement.FAILED}
    return (
        f"{len(variants)} variants, {len(findings)} checks: {count[Judgement.PASSED]} passed, "
        f"{count[Judgement.FAILED]} failed (in {len(failing)} variants), "
        f"{count[Judgement.EXPECTED]} differences from Optax expected, {count[Judgement.SKIPPED]} skipped"
    )


def _largest(findings: Iterable[Answer], checks: tuple[str, ...]) -> str:
    found = [each.difference for each in findings if each.check in checks and each.difference is not None]
    return f"{max(found):.1e}" if found else "–"


def _held(findings: Iterable[Answer], checks: tuple[str, ...]) -> str:
    found = [each.verdict == Judgement.PASSED for each in findings if each.check in checks]
    return f"{sum(found)}/{len(found)}" if found else "–"
