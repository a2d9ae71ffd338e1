"""Times one step of own variants beside their counterparts in Optax, at settings at which both agree."""

import pytest

from gdbench.engine.clock import prepare
from gdbench.executors.timing import counterpart
from gdbench.registry import load
from gdbench.types import Cell, Entry, Protocol, Workload
from tests.perf.program_facts import call_of, facts

DIM, RUNS, STEPS = 100, 64, 200  # of a call; the same in every run, so that stored runs can be compared
VARIANTS = ("sgd", "heavy_ball", "adagrad", "rmsprop", "adam", "adamw", "lion", "lars", "schedule_free_sgd")


@pytest.mark.benchmark(group="step")
@pytest.mark.parametrize("name", VARIANTS)
def test_step_own_and_optax(side_by_side, name):
    load_ = Workload(load("problem", "sphere"), DIM)
    own, other = counterpart(Entry(name, load("variant", name)))
    cells = [Cell(entry, load_, Protocol("float32", STEPS, (0.1,), 2)) for entry in (own, other)]
    watches = [prepare(cell, RUNS) for cell in cells]
    mine, theirs = (call_of(watch, STEPS) for watch in watches)
    kept = facts(watches[0], STEPS) | {f"beside_{key}": value for key, value in facts(watches[1], STEPS).items()}
    side_by_side(
        mine, theirs, variant=name, workload=f"{load_.label} runs={RUNS}", runs=RUNS, beside=other.label, **kept
    )
