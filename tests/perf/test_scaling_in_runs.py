"""Times one step of many runs together beside one step of a single run."""

import pytest

from gdbench.engine.clock import prepare
from gdbench.registry import load
from gdbench.types import Cell, Entry, Protocol, Workload
from tests.perf.program_facts import call_of, facts

DIM, STEPS = 10, 50  # of a call


@pytest.mark.benchmark(group="scaling")
@pytest.mark.parametrize("runs", [16, 256, 1024, 4096])
@pytest.mark.parametrize("name", ["adam", "bfgs"])
def test_scaling_in_runs(side_by_side, name, runs):
    load_ = Workload(load("problem", "mgh21_ext_rosenbrock10"), DIM)
    cell = Cell(Entry(name, load("variant", name)), load_, Protocol("float32", STEPS, (0.1,), 2))
    many, one = (prepare(cell, width) for width in (runs, 1))
    side_by_side(
        call_of(many, STEPS),
        call_of(one, STEPS),
        variant=name,
        workload=f"{load_.label} runs={runs}",
        runs=runs,
        beside="1 run",
        **facts(many, STEPS),
    )
