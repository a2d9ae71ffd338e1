"""A run must begin at a finite loss; an unbounded function has a finite loss, although its gap is infinite."""

import gdbench
from gdbench.registry import load, names


def suite(problems):
    return {
        "suite": {"name": "starts"},
        "protocol": {"budget": 5, "targets": [0.5], "samples": 2},
        "tuning": {"trials": 1, "seeds": 1},
        "evaluation": {"seeds": 2},
        "run": [{"variants": ["sgd"], "problems": problems}],
    }


def test_functions_without_a_minimum_are_run(tmp_path):
    endless = [name for name in names("problem") if "unbounded" in load("problem", name).tags]
    assert endless
    cells = gdbench.run(suite(endless), out=tmp_path).manifest.cells
    assert [(cell.unit, cell.status) for cell in cells] == [(name, "done") for name in endless]
