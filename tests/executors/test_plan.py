"""Keys contain all that numbers depend on: the processor, options of XLA, and the arrays of a user's task."""

from dataclasses import replace

import numpy as np
import pytest

from gdbench.errors import ConfigError
from gdbench.executors.base import Order
from gdbench.executors.bundled import run_order
from gdbench.executors.plan import Environment, Plan
from gdbench.registry import load
from gdbench.store import Store
from gdbench.suite import Suite
from gdbench.types import Cell, Entry, Protocol, Workload

USUAL = Environment("cpu", "0.10.2", "x86_64 avx2 fma")
SUITE = Suite.model_validate(
    {
        "suite": {"name": "tiny"},
        "protocol": {"budget": 20, "targets": [0.5], "samples": 4},
        "tuning": {"trials": 2, "seeds": 2},
        "evaluation": {"seeds": 2},
        "run": [{"variants": ["sgd"], "problems": ["booth"]}],
    }
)


def key(cell, environment=USUAL, suite=SUITE):
    return Plan(suite, environment).tuning(cell).key


def cell_of(unit, dim, batch=None):
    return Cell(Entry("sgd", load("variant", "sgd")), Workload(unit, dim, batch), Protocol("float32", 20, (0.5,), 4))


def task(data):
    return replace(load("task", "logreg_breast_cancer"), name="fit.py:loss", data=data, digest="", packages=())


@pytest.mark.parametrize(
    "change",
    [{"instructions": "x86_64 avx512f avx2 fma"}, {"options": {"xla_cpu_max_isa": "SSE4_2"}}, {"jax": "0.11.0"}],
)
def test_the_environment_is_in_the_key(change):
    cell = cell_of(load("problem", "booth"), 2)
    assert key(cell) == key(cell, replace(USUAL, options={})) != key(cell, replace(USUAL, **change))


def test_the_number_of_evaluation_seeds_is_not_in_the_key_of_tuning():
    cell, more = cell_of(load("problem", "booth"), 2), SUITE.evaluation.model_copy(update={"seeds": 7})
    assert key(cell) == key(cell, suite=SUITE.model_copy(update={"evaluation": more}))


def test_the_arrays_of_a_users_task_are_in_the_key():
    keys = []
    for last in (1.0, 1.0, 1.0 + 1e-15):
        x = np.array([[1.0], [last]])
        keys.append(key(cell_of(task(lambda x=x: {"train": {"x": x, "y": np.arange(2)}}), 31)))
    assert keys[0] == keys[1] != keys[2]


def test_data_that_cannot_be_loaded_do_not_stop_a_plan():
    def data():
        raise FileNotFoundError("table.csv")

    assert key(cell_of(task(data), 31))


def test_a_worker_with_other_options_of_xla_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("XLA_FLAGS", "--xla_cpu_max_isa=SSE4_2")
    with pytest.raises(ConfigError, match="xla_cpu_max_isa"):
        run_order(Order(Plan(SUITE, USUAL), Store(tmp_path), ()))
