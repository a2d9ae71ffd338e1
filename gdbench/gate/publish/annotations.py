"""A comparison as annotations of a pull request, in the form of workflow commands of GitHub Actions.

GitHub shows at most ten of each kind, so the worst findings come first and the last annotation counts the rest.
"""

from __future__ import annotations

from gdbench.gate.comparison import Comparison
from gdbench.gate.findings import Finding, Verdict

MOST = 9


def workflow_commands(comparison: Comparison) -> list[str]:
    """Return an error for each finding that fails and a warning for each that only changed."""
    failing = comparison.failing
    changed = [each for each in comparison.different if each not in failing and each.verdict is not Verdict.BETTER]
    return [*_commands("error", failing), *_commands("warning", changed)]


def notice(reason: str) -> str:
    """Return the annotation that says why a comparison could not be made."""
    return _command("notice", "Not compared", reason)


def _commands(kind: str, findings: list[Finding]) -> list[str]:
    told = [
        _command(kind, f"{each.variant or each.workload} is {each.verdict.value}", each.sentence())
        for each in findings[:MOST]
    ]
    if len(findings) > MOST:
        rest = f"{len(findings) - MOST} further quantities differ: see the summary of the job"
        told.append(_command(kind, "And more", rest))
    return told


def _command(kind: str, title: str, message: str) -> str:
    return f"::{kind} title={_escaped(title, property_=True)}::{_escaped(message)}"


def _escaped(text: str, *, property_: bool = False) -> str:
    """Escape the characters that end a command, and in a property those that end the property."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if property_ else text
