"""Tests comparisons as annotations of a pull request."""

from gdbench.gate.findings import Finding, Verdict
from gdbench.gate.publish.annotations import workflow_commands
from tests.gate.publish.made_findings import ENDS, GAP, comparison


def test_annotations_are_escaped_and_ten_at_most():
    odd = Finding("convergence", "ends: 100 %,\nodd", "my:opt,a", "booth", 1.0, 2.0, 2.0, verdict=Verdict.WORSE)
    (line,) = workflow_commands(comparison(odd))
    assert line.startswith("::error title=my%3Aopt%2Ca is worse::my:opt,a on booth: ends: 100 %25,%0Aodd")
    assert workflow_commands(comparison()) == [
        f"::error title=adam is worse::{GAP.sentence()}",
        f"::warning title=sgd is changed::{ENDS.sentence()}",
    ]
    many = workflow_commands(comparison(*[GAP] * 30))
    assert len(many) == 10 and "21 further quantities" in many[-1]
