"""Tests the worker within this process: what it compiles and times, and which requests it refuses."""

import io
import json
import os

import pytest

from gdbench.gate.clock.driver import timed_cell
from gdbench.gate.clock.worker import MOST_STEPS, PROTOCOL, Worker
from gdbench.registry import load
from gdbench.types import Cell, Entry, Protocol, Workload
from gdbench.worker_process import serve

SPHERE = {"kind": "problem", "name": "sphere", "dim": 3, "runs": 2, "dtype": "float32"}


@pytest.fixture(scope="module")
def worker():
    return Worker()


def prepare(worker, variant="sgd", workload=SPHERE, **settings):
    request = {"do": "prepare", "id": 7, "variant": variant, "set": settings, "workload": workload, "seconds": 1e-4}
    return worker.answer(request)


def test_a_program_is_compiled_and_timed(worker):
    ready = prepare(worker, learning_rate=0.5)
    assert 1 <= ready["steps"] <= MOST_STEPS and ready["seconds"] > 0 and ready["compile_seconds"] > 0
    samples = worker.answer({"do": "sample", "id": 7, "steps": 1, "calls": 4})["seconds"]
    assert len(samples) == 4 and min(samples) > 0


def test_it_says_who_it_is(worker):
    import jax

    found = worker.answer({"do": "hello"})
    assert found["protocol"] == PROTOCOL and found["jax"] == jax.__version__ and found["platform"] == "cpu"


def test_cells_of_a_suite_reach_it_as_they_are(worker):
    problem = Cell(
        Entry("mine", load("variant", "adam"), {"learning_rate": 0.1}),
        Workload(load("problem", "sphere"), 3),
        Protocol("float64", 50, (0.1,), 2),
    )
    asked = timed_cell(problem, 2)
    assert (asked.label, asked.workload) == ("mine", "sphere n=3 runs=2")
    assert json.loads(json.dumps(asked.request)) == asked.request
    assert asked.request["set"] == {"learning_rate": 0.1} and asked.request["workload"]["dtype"] == "float64"
    assert "steps" in worker.answer({"do": "prepare", "id": 1, "seconds": 1e-5, **asked.request})
    assert str(worker.programs[1].walk.inputs.start.dtype) == "float64"


def test_tasks_are_timed_with_their_mini_batches(worker):
    unit = load("task", "softmax_iris")
    cell = Cell(
        Entry("sgd", load("variant", "sgd")), Workload(unit, unit.parameters, 8), Protocol("float32", 9, (0.1,))
    )
    asked = timed_cell(cell, 2)
    assert asked.workload == "softmax_iris b=8 runs=2"
    assert "steps" in worker.answer({"do": "prepare", "id": 2, "seconds": 1e-5, **asked.request})
    assert sorted(worker.programs[2].walk.inputs.batches.shape) == [2, 8, MOST_STEPS]


def test_what_cannot_be_done_is_an_answer(worker):
    unknown = prepare(worker, "adma")
    assert unknown["unknown"] and "did you mean" in unknown["error"]
    assert prepare(worker, workload={**SPHERE, "name": "spere"})["unknown"]
    declined = prepare(worker, "svrg")
    assert not declined["unknown"] and "finite sum" in declined["error"]
    assert "KeyError" in worker.answer({"do": "sample", "id": 99, "steps": 1, "calls": 1})["error"]
    assert "AttributeError" in worker.answer({"do": "dance"})["error"]


def test_lines_are_answered_one_by_one(worker):
    answers = io.StringIO()
    serve(worker.answer, io.StringIO('{"do": "dance"}\n{"do": "hello"}\n'), answers)
    first, second = (json.loads(line) for line in answers.getvalue().splitlines())
    assert "error" in first and second["protocol"] == PROTOCOL


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system does not pin")
def test_pinning_moves_every_thread():
    before = os.sched_getaffinity(0)
    core = max(before)
    try:
        assert Worker().answer({"do": "pin", "core": core}) == {"pinned": True}
        assert {tuple(os.sched_getaffinity(int(each))) for each in os.listdir("/proc/self/task")} == {(core,)}
    finally:
        for thread in os.listdir("/proc/self/task"):
            os.sched_setaffinity(int(thread), before)
