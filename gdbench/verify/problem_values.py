"""Compares the values of a problem with those of its transcription."""

from __future__ import annotations

import numpy as np

from gdbench.engine.trajectories import evaluated
from gdbench.types import Problem
from gdbench.verify.independent import formula

CLOSE = 1e-10  # relative to the larger of 1 and the value


def against_formula(problem: Problem) -> float | None:
    """Return the largest difference from the transcription, in units of `CLOSE`; None without a transcription."""
    value = formula(problem.name)
    if value is None:
        return None
    points = looked_at(problem)
    ours = evaluated(problem, points, "float64")
    theirs = np.array([value(point.tolist()) for point in points.T])
    return float(np.max(np.abs(ours - theirs) / (CLOSE * (1.0 + np.abs(theirs)))))


def looked_at(problem: Problem) -> np.ndarray:
    """Return the start, the minimisers and five points of the box ``[n, p]``.

    Without a box, the five points lie within 5 of the start; for a function that has poles or overflows somewhere, they
    are starts of runs.
    """
    n = problem.dims.default
    start = problem.start(n)
    if problem.tags & {"pole", "overflow"}:
        drawn = problem.starts(n, range(1, 6))
    else:
        low, high = (start[:, None] - 5.0, start[:, None] + 5.0) if problem.box is None else problem.box
        drawn = np.random.RandomState(7).uniform(low, high, (n, 5))
    return np.column_stack([start, *problem.minimisers(n), drawn])
