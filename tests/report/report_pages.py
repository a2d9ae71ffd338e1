"""A page to try in a browser: rates that differ from workload to workload, tuning, defaults, and names that bite."""

import math

from gdbench.report import write_report
from gdbench.types.manifest import Card, Closeups, Landscape
from tests.report.report_runs import cell, pair, run_of, timing

SCRIPT = "<script>alert(1)</script>"
QUOTED = '"q\'uo%{x}te" & ünï→λ'
VALLEY = 'valley <b>&" n=2'
WORKLOADS = ["sphere n=2", "sphere n=10", VALLEY, "digits"]
TAGS = {"sphere n=2": ["convex"], "sphere n=10": ["convex", "smooth"], VALLEY: ["nonconvex"], "digits": ["data"]}


def rates(scale, home=None):
    """The rate of a variant on each workload: slower on larger ones, five times as fast where it is at home."""
    return lambda workload: scale * (5 if workload == home else 1) / (1 + WORKLOADS.index(workload))


RATES = {
    "slow": rates(0.06, "digits"),
    "twin_a": rates(0.5),
    "twin_b": rates(0.5),
    "optax:adam": rates(0.3, VALLEY),
    SCRIPT: rates(0.4, "sphere n=10"),
    QUOTED: rates(0.2),
}
TIMINGS = [timing(name, 2e-6 * (3 + i)) for i, name in enumerate(RATES)]
TIMINGS.append(pair("twin_a", 4e-6, "optax:adam", 1.3))


def closeups():
    """One landscape with two paths, and two runs taken apart."""
    grid = [round(-2 + 0.25 * i, 2) for i in range(17)]
    parts = {"gradient": [1.0, 0.8, 0.5, 0.2, 0.1], "memory": [0.0, 0.3, 0.4, 0.3, 0.2], "noise": [0.0] * 5}
    norms = {name: (2.0, 1.0, 0.5, None, 0.1) for name in ("value", "gradient_norm", "step_norm")}
    known = {"seed": 0, "setting": {}, "step": (1, 2, 5, 10, 20), "cosine": (1.0, 0.9, 0.5, -0.2, 0.1), "parts": parts}
    shape = Landscape(
        workload=WORKLOADS[0],
        first=grid,
        second=grid,
        log10_gap=[[None if x == y == 0 else math.log10(x * x + y * y) for x in grid] for y in grid],
        start=[1.5, 1.0],
        minimisers=[[0.0, 0.0]],
        paths={SCRIPT: [[1.5, 1.0], [0.5, 0.2], [0.0, 0.1]], "twin_a": [[1.5, 1.0], [None, None], [0.1, 0.0]]},
    )
    return Closeups(tuple(Card(name, WORKLOADS[0], **known, **norms) for name in (SCRIPT, "twin_a")), (shape,))


class Made:
    """The page and the run that it was made from."""

    def __init__(self, folder):
        def made(variant, name, *more):
            facts = {"tags": TAGS[name], "unit_family": name.split()[0]}
            family = "adaptive" if variant == "optax:adam" else "plain"
            return cell(variant, name, *more, **facts, family=family)

        cells = [made(variant, name) for name in WORKLOADS for variant in RATES]
        cells += [
            made("newton", name, "declined", f"newton needs a Hessian, which {name} has not") for name in WORKLOADS[1:]
        ]
        cells.append(made("newton", WORKLOADS[0], "failed", "Traceback\n  deep\nValueError: no <luck>\n"))
        self.run = run_of(folder / "results", cells, RATES, tuned=True, timings=TIMINGS, closeups=closeups())
        self.path = folder / "tiny.html"
        write_report(self.run, self.path)
        self.hits, self.cells = self.run.evaluation_hits, self.run.cells
        self.runs, self.steps = self.run.evaluation_runs, self.run.steps

    def part(self, workloads):
        """Return hits, runs, cells and times of these workloads alone."""
        tables = [table[table["workload"].isin(workloads)].copy() for table in (self.hits, self.runs, self.cells)]
        for table in tables[:2]:
            for name in ("variant", "workload"):
                table[name] = table[name].astype(object)
        return (*tables, self.steps)
