"""A user's task whose facts or loss do not keep to the contract of tasks is refused when it is loaded."""

import dataclasses

import numpy as np
import pytest

from gdbench.registry import load, names, task
from gdbench.registry.task_checks import task_fault


def made(loss=lambda params, batch: 0.0, **facts):
    loss.__name__ = "made"
    whole = {"init": dict, "data": None, "measures": lambda params, data: {"loss": 0.0}, "source": "me", "tags": ()}
    return task(**whole)(loss) if not facts else dataclasses.replace(task(**whole)(loss), **facts)


@pytest.mark.parametrize(
    "facts",
    [
        {"batch": 8.0}, {"batch": 0}, {"batch": True}, {"batch": "8"},
        {"budget": "10"}, {"budget": 1}, {"budget": 1e3},
        {"levels": 0.1}, {"levels": (0.01, 0.1)}, {"levels": (0.1, 0.1)}, {"levels": (0.1, 0.0)}, {"levels": ()},
        {"levels": ("easy",)}, {"levels": (np.nan,)},
        {"optimum": "zero"}, {"optimum": np.nan}, {"target_measure": ["loss"]},
    ],
    ids=str,
)  # fmt: skip
def test_a_fact_of_another_type_is_a_sentence(facts):
    (name, value), *_ = facts.items()
    fault = task_fault(made(**facts))
    assert fault.startswith(f"{name} must be") and fault.endswith(f"not {value!r}")


def test_a_loss_with_an_unknown_argument_is_a_sentence():
    assert "the loss needs scale" in task_fault(made(lambda params, batch, scale: 0.0))


def test_our_own_tasks_pass_the_check():
    assert {name: task_fault(load("task", name)) for name in names("task")} == dict.fromkeys(names("task"))
