"""Findings of every kind and verdict, and a comparison of them."""

from gdbench.gate.comparison import Comparison
from gdbench.gate.findings import Finding, Verdict

GAP = Finding("convergence", "final gap", "adam", "booth n=2", 1.0, 2.0, 2.0, None, None, Verdict.WORSE)
TIME = Finding("timing", "time per step", "adam", "booth n=2", 10.0, 9.0, 0.9, 0.88, 0.92, Verdict.BETTER, "µs")
ENDS = Finding("convergence", "ends", "sgd", "a|b", "solved 2", "solved 1, budget 1", verdict=Verdict.CHANGED)
SAME = Finding("program", "state of a run", "adam", "booth n=2", 16.0, 16.0, 1.0, None, None, Verdict.SAME, "bytes")
WHOLE = Finding("program", "programs compiled", "", "suite smoke", 3.0, 4.0, 4 / 3, None, None, Verdict.WORSE)


def comparison(*findings, **more):
    return Comparison("there", "here", findings or (SAME, TIME, ENDS, GAP), ("Mind this.",), **more)
