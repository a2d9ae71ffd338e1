"""A comparison as annotations of a pull request, in the form of workflow commands of GitHub Actions.

Ten of each kind are shown there at most, so the worst come first and the last one counts the rest.
"""

from __future__ import annotations

from gdbench.gate.comparison import Comparison
from gdbench.gate.findings import Finding, Verdict

MOST = 9


def annotations(comparison: Comparison) -> list[str]:
    """Return errors for what fails and warnings for what only changed, one command a line."""
    failing = comparison.failing
    changed = [each for each in comparison.different if each not in failing and each.verdict is not Verdict.BETTER]
    return [*_commands("error", failing), *_commands("warning", changed)]


def notice(reason: str) -> str:
    """Return the annotation of a comparison that could not be made."""
    return _command("notice", "Not compared", reason)


def _commands(kind: str, findings: list[Finding]) -> list[str]:
    told = [
        _command(kind, f"{each.variant or each.workload} is {each.verdict.value}", each.sentence())
        for each in findings[:MOST]
    ]
    if len(findings) > MOST:
        told.append(_command(kind, "And more", f"{len(findings) - MOST} further quantities differ: see the summary"))
    return told


def _command(kind: str, title: str, message: str) -> str:
    return f"::{kind} title={_escaped(title, property_=True)}::{_escaped(message)}"


def _escaped(text: str, *, property_: bool = False) -> str:
    """Escape what ends a command, or in a property what ends the property."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if property_ else text
