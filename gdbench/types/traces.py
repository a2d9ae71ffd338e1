"""The results of runs, and the ways in which a run may end."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

import numpy as np


class Status(IntEnum):
    """How a run ended; if several ends apply, the first in this order counts."""

    RUNNING = 0  # never stored
    SOLVED = 1  # reached the last target
    DIVERGED = 2  # value not finite
    BELOW_FSTAR = 3  # below the known minimum, which must be an error and does not count as solved
    FROZEN = 4  # stopped moving with a large gradient, or its state overflowed while its point stayed finite
    LEFT_BOX = 5  # ended outside the problem's box
    BUDGET = 6  # used its oracle calls without reaching the last target

    @property
    def label(self) -> str:
        """The name used in tables and reports."""
        return self.name.lower()


@dataclass
class Trace:
    """The results of the runs of a cell: arrays whose axis 0 counts runs ``[R]``; gaps are value − optimum.

    ``curve_step``, ``curve_cost`` and ``curve_gap`` are ``[R, K]``. ``measures`` ``[R]`` are those of a task, taken at
    the first sample after the end of the run. ``hit_step`` and ``hit_cost`` are ``[R, T]``, with −1 and inf for missed
    targets. ``counts`` is ``[R, C]`` in the order of `ORACLE_PRICES`, in evaluations of the cell's batch regime, and
    ``cost`` is their price in gradients.
    """

    status: np.ndarray
    gap: np.ndarray
    best: np.ndarray
    grad_norm: np.ndarray
    steps: np.ndarray
    cost: np.ndarray
    counts: np.ndarray
    hit_step: np.ndarray
    hit_cost: np.ndarray
    curve_step: np.ndarray
    curve_cost: np.ndarray
    curve_gap: np.ndarray
    measures: dict[str, np.ndarray] = field(default_factory=dict)


class Stage(StrEnum):
    """The purpose of the runs of a cell: to choose hyperparameters, or to report results."""

    TUNING = "tuning"
    EVALUATION = "evaluation"


# Kinds of oracle calls, in the order of every count vector, with their price in gradient evaluations.
# A price of None is one gradient evaluation per coordinate: n columns of a Hessian or Jacobian.
ORACLE_PRICES: dict[str, float | None] = {
    "values": 1.0,
    "gradients": 1.0,
    "hvps": 2.0,
    "hessians": None,
    "jacobians": None,
}
