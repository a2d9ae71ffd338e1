"""Exact metrics made up for tests: a suite of two cells, as `gdbench.gate.exact.metrics` finds them in a run."""

import math
from dataclasses import replace

from gdbench.gate.exact.changes import compare_exact
from gdbench.gate.exact.convergence import Convergence, SettingOutcome
from gdbench.gate.exact.metrics import ExactMetrics
from gdbench.suite import CompareSection

INF = math.inf
LIMITS = CompareSection()
HERE = {"platform": "cpu", "device": "cpu", "processor": "one", "system": "Linux", "jax": "0.10.2", "jaxlib": "0.10.2"}


def outcome(gap=1.0, calls=(3.0, INF), ended="budget 2"):
    return SettingOutcome(ended, calls, gap)


def cell(**more):
    made = Convergence("done", "", (0.5, 0.1), 60, outcome(), outcome(0.5), 1, (1.0, 0.5, None))
    return replace(made, **more)


def metrics(cells=None, **more):
    protocol = {"dtype": "float32", "budget": 60, "targets": [0.5, 0.1], "tuning": "grid", "seeds": 2}
    cells = {("adam", "booth n=2"): cell(), ("sgd", "booth n=2"): cell()} if cells is None else cells
    return ExactMetrics("tiny", HERE, protocol, cells, **{"compiled": 2, **more})


def facts(**more):
    return {"state_bytes": 16, "primitives": {"mul": 4}, "flops": 8.0, "instructions": 20, "memory": 64, **more}


def different(base, head, **more):
    return compare_exact(base, head, ("base", "head"), LIMITS, **more).different
