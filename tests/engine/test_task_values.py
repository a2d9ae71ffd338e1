"""Data, parameters, losses and measures of tasks keep their kind of number, or are refused with a sentence."""

import re

import jax
import numpy as np
import pytest
from jax import numpy as jnp

from gdbench.engine.compiled import probe
from gdbench.engine.oracle import Oracle
from gdbench.engine.task_values import in_precision, parameter_fault, rows_of
from gdbench.errors import DataUnavailable
from gdbench.registry import load, problem, task
from gdbench.types import Cell, Entry, Protocol, Workload

X = np.linspace(0.0, 1.0, 12).reshape(4, 3)


def task_of(**facts):
    """A task of one loss, with these facts."""
    loss = facts.pop("loss", lambda params, batch: jnp.mean((batch["x"] @ params["w"]) ** 2))
    whole = {
        "init": lambda key: {"w": jnp.zeros(3)},
        "data": lambda: {"x": X},
        "measures": lambda params, data: {"loss": loss(params, data["train"])},
        "source": "made",
        "tags": ("convex",),
    }
    loss.__name__ = "made"
    return task(**{**whole, **facts})(loss)


@pytest.mark.parametrize(
    ("given", "single", "double"),
    [
        ("float64", "float32", "float64"),
        ("float32", "float32", "float64"),
        ("complex128", "complex64", "complex128"),
        ("float16", "float16", "float16"),
        ("bool", "bool", "bool"),
        ("uint8", "uint8", "uint8"),
    ],
)
def test_only_floats_take_the_working_precision(given, single, double):
    made = task_of(data=lambda: {"x": np.ones((4, 3)).astype(given), "scale": np.float64(2)})
    for dtype, kept in (("float32", single), ("float64", double)):
        found = in_precision(made, dtype)["train"]
        assert found["x"].dtype == kept and found["scale"].dtype == dtype


def test_data_that_overflow_the_working_precision_are_refused():
    made = task_of(data=lambda: {"train": {"x": X, "y": np.array([0, 1, np.inf, 1e39])}})
    with pytest.raises(DataUnavailable, match=r"train\.y holds numbers that float32 cannot hold, up to .*float64"):
        in_precision(made, "float32")
    assert in_precision(made, "float64")["train"]["y"][3] == 1e39


@pytest.mark.parametrize(
    ("params", "words"),
    [
        (lambda: {"a": {"w": jnp.arange(3)}}, "returns int32 for a.w"),
        (
            lambda: [jnp.ones(3), jnp.ones(3, jnp.complex64)],
            "returns complex64 for 1: return its real and imaginary parts",
        ),
        (lambda: {"w": jnp.arange(3)}, "returns int32 for w, which no gradient moves"),
        (lambda: {"w": 1}, "returns int32 for w"),
        (lambda: {"w": jnp.ones(3), "on": jnp.ones(3, bool)}, "returns bool for on"),
        (lambda: {"w": jnp.ones(3), "key": jax.random.key(0)}, "for key, which no gradient moves"),
        (lambda: {}, "returns no parameters"),
    ],
)
def test_parameters_that_are_not_floats_are_refused(params, words):
    with jax.enable_x64(False):
        assert words in parameter_fault(jax.eval_shape(params))


def test_parameters_of_any_precision_are_taken():
    assert parameter_fault({"w": jnp.ones(3), "none": None, "low": jnp.ones(2, jnp.bfloat16)}) is None


def fault_of(**facts):
    """What is said of a cell with such a task."""
    made = task_of(**facts)
    cell = Cell(
        Entry("sgd", load("variant", "sgd"), {}, {}), Workload(made, 3, None), Protocol("float32", 5, (0.1,), 5)
    )
    return probe(cell)


@pytest.mark.parametrize(
    ("loss", "words"),
    [
        (lambda p, b: p["w"][:1], r"the loss of made returns an array of shape \(1,\)"),
        (lambda p, b: (jnp.sum(p["w"]), {}), "returns a tuple: return one number alone"),
        (lambda p, b: jnp.sum(p["w"] > 0), "returns int32: return a float"),
        (lambda p, b: jnp.sum(p["w"]) + 0j, "returns complex64: return a float"),
        (lambda p, b: None, "returns a NoneType"),
    ],
)
def test_a_loss_that_is_not_one_float_is_a_sentence(loss, words):
    made = {"loss": loss, "measures": lambda params, data: {"loss": 0.0}}
    assert re.search(words, fault_of(**made)) and "Traceback" not in fault_of(**made)


@pytest.mark.parametrize(
    ("measures", "words"),
    [
        (lambda p, data: 0.0, "measures of made returns a float: return a dict"),
        (lambda p, data: {"error": 0.0}, "returns error, and not 'loss'"),
        (lambda p, data: {"loss": p["w"]}, "the measure 'loss' of made is an array of shape (3,)"),
        (lambda p, data: {"loss": jnp.sum(p["w"]) + 0j}, "is an array of complex64"),
    ],
)
def test_measures_that_are_no_numbers_are_a_sentence(measures, words):
    assert words in fault_of(measures=measures, loss=lambda p, b: jnp.sum(p["w"]), target_measure="loss", batch=2)


@pytest.mark.parametrize(
    "loss",
    [
        lambda p, b: 0.0,
        lambda p, b: np.float64(1.0),
        lambda p, b: jnp.sum(p["w"]).astype(jnp.bfloat16),
        lambda p, b: jnp.sum(jnp.where(b["x"] > 0.5, p["w"], 0.0)),
    ],
)
def test_a_number_of_any_float_is_a_loss(loss):
    assert fault_of(loss=loss) is None


def test_constants_reach_the_batch_and_every_example_whole():
    part = {"x": jnp.arange(4.0), "scale": jnp.asarray(2.0), "none": None}
    found = rows_of(part, jnp.array([2, 0]))
    assert found["x"].tolist() == [2.0, 0.0] and found["scale"] == 2.0
    met = lambda x, example: (example["scale"], example["scale"] * example["x"][0] * x)  # noqa: E731
    oracle = Oracle(value=None, value_and_grad=met, batch=found)
    assert oracle.gradients_each(jnp.ones(1)).tolist() == [[4.0], [0.0]]


def test_a_problem_of_lower_precision_than_its_suite_runs():
    made = problem(start=1.0, minimiser=0.0, minimum=0.0, source="me", dims=2, tags=[])(
        lambda x: jnp.sum(x.astype(jnp.float32) ** 2, axis=0)
    )
    for variant in ("sgd", "bfgs"):
        entry, workload = Entry(variant, load("variant", variant), {}, {}), Workload(made, 2, None)
        assert probe(Cell(entry, workload, Protocol("float64", 5, (0.1,), 5))) is None
