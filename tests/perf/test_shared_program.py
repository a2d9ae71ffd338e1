"""Times all cells of a suite in one shared program beside one program per cell, with compilation."""

import pytest

from gdbench.engine.bundles import bundles
from gdbench.engine.compiled import compile_bundle
from gdbench.registry import load
from gdbench.types import Cell, Entry, Lane, Protocol, Workload

VARIANTS = ("sgd", "heavy_ball", "adam", "lion")
PROBLEMS = ("sphere", "mgh21_ext_rosenbrock10", "rastrigin10", "ackley10")
DIM, RUNS, BUDGET = 10, 64, 500


def cells():
    protocol = Protocol("float32", BUDGET, (1e-1, 1e-4), 30)
    entries = [Entry(name, load("variant", name)) for name in VARIANTS]
    loads = [Workload(load("problem", name), DIM) for name in PROBLEMS]
    return [Cell(entry, load_, protocol) for entry in entries for load_ in loads]


def computed(groups):
    lanes = [Lane(-1, seed, {}) for seed in range(RUNS)]
    for bundle in groups:
        program = compile_bundle(bundle)
        for cell in bundle.cells:
            program.run(cell, lanes)


@pytest.mark.benchmark(group="suite")
def test_shared_program(side_by_side):
    whole = cells()
    shared = bundles(whole, RUNS)
    apart = [bundle for cell in whole for bundle in bundles([cell], RUNS)]
    assert len(shared) == 1 and len(apart) == len(whole)
    side_by_side(
        lambda: computed(shared),
        lambda: computed(apart),
        rounds=3,
        warm=False,
        variant=f"{len(VARIANTS)} variants",
        workload=f"{len(PROBLEMS)} problems n={DIM}",
        runs=RUNS,
        steps=BUDGET,
        beside="a program per cell",
    )
