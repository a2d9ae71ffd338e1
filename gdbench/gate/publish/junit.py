"""A comparison as JUnit XML: one test case per variant, workload and kind of quantity."""

from __future__ import annotations

from junitparser import Failure, JUnitXml, TestCase, TestSuite

from gdbench.gate.comparison import Comparison
from gdbench.gate.findings import Finding


def junit(comparison: Comparison) -> str:
    """Return the XML text; the failure of a case names every quantity that fails."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in comparison.findings:
        groups.setdefault((finding.kind, finding.subject), []).append(finding)
    failing = set(map(id, comparison.failing))
    suite = TestSuite("gdbench compare")
    for (kind, subject), findings in groups.items():
        case = TestCase(subject, classname=f"gdbench.{kind}")
        sentences = [each.sentence() for each in findings if id(each) in failing]
        if sentences:
            regression = "ConvergenceRegression" if kind == "convergence" else "PerformanceRegression"
            failure = Failure(sentences[0], regression)
            failure.text = "\n".join(sentences)
            case.result = [failure]
        suite.add_testcase(case)
    xml = JUnitXml("gdbench compare")
    xml.add_testsuite(suite)
    xml.update_statistics()
    return xml.tostring().decode()
