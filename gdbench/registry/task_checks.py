"""Checks that a user's task keeps to the contract of tasks, as far as it can be told without running it."""

from __future__ import annotations

import itertools
import math
from typing import Any

from gdbench.types import Task
from gdbench.types.losses import key_argument


def task_fault(task: Task) -> str | None:
    """Return what is wrong with the facts of a task or with the arguments of its loss, or None."""
    batch, levels = task.batch, task.levels
    wanted = {
        "batch": (batch is None or _is_count(batch, 1), "a whole number of examples, or None for all of them"),
        "budget": (_is_count(task.budget, 2), "a whole number of steps, 2 or more"),
        "optimum": (_is_number(task.optimum) or task.optimum == -math.inf, "a number"),
        "levels": (levels is None or _is_falling(levels), "positive numbers that fall strictly, such as (0.1, 0.01)"),
        "target_measure": (isinstance(task.target_measure, str), "the name of a measure"),
    }
    for name, (right, what) in wanted.items():
        if not right:
            return f"{name} must be {what}, not {getattr(task, name)!r}"
    try:
        key_argument(task.loss)
    except ValueError as error:
        return str(error)
    return None


def _is_count(value: Any, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)


def _is_falling(levels: Any) -> bool:
    if not isinstance(levels, tuple) or not levels or not all(_is_number(level) and level > 0 for level in levels):
        return False
    return all(first > second for first, second in itertools.pairwise(levels))
