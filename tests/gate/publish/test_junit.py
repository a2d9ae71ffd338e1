"""Tests comparisons as JUnit XML."""

from junitparser import JUnitXml

from gdbench.gate.publish.junit import junit
from tests.gate.publish.made_findings import ENDS, GAP, SAME, TIME, WHOLE, comparison


def test_junit_has_a_case_per_variant_workload_and_kind(tmp_path):
    path = tmp_path / "junit.xml"
    path.write_text(junit(comparison(SAME, TIME, ENDS, GAP, WHOLE)))
    (suite,) = JUnitXml.fromfile(str(path))
    cases = {(case.classname, case.name): case for case in suite}
    assert set(cases) == {
        ("gdbench.program", "adam on booth n=2"),
        ("gdbench.timing", "adam on booth n=2"),
        ("gdbench.convergence", "sgd on a|b"),
        ("gdbench.convergence", "adam on booth n=2"),
        ("gdbench.program", "suite smoke"),
    }
    assert (suite.tests, suite.failures) == (5, 2)
    failure = cases["gdbench.convergence", "adam on booth n=2"].result[0]
    assert failure.message == GAP.sentence() and failure.type == "ConvergenceRegression"
    assert cases["gdbench.program", "suite smoke"].result[0].type == "PerformanceRegression"
