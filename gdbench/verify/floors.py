"""The smallest gap that float32 can resolve on a problem; `gdbench adopt` stores it beside the problem.

The floor is the largest of three gaps near the minimiser: the smallest exact (float64) gap of 256 float32 points around
it, the largest error of evaluating these points in float32, and one unit in the last place of the minimum, because
compilers differ in how they round it. The floor is stored as a share of the gap at the start, for the usual dimensions:
a target below that share cannot be distinguished from rounding.
"""

from __future__ import annotations

import numpy as np

from gdbench.engine.trajectories import evaluated
from gdbench.types import Problem

POINTS = 256
DIMENSIONS = (2, 10, 100)


def resolution(problem: Problem) -> dict[int, float]:
    """Return, by dimension, the smallest share of the starting gap that float32 resolves; 0 without a minimiser."""
    dims = [n for n in sorted({problem.dims.default, *DIMENSIONS}) if problem.dims.allows(n)]
    return {n: _share(problem, n) for n in dims}


def _share(problem: Problem, n: int) -> float:
    minimisers = problem.minimisers(n)
    if not len(minimisers) or not np.isfinite(problem.minimum(n)):
        return 0.0
    points = _neighbours(minimisers[0])
    rounded = evaluated(problem, points, "float32").astype(np.float64)
    exact = evaluated(problem, points, "float64")
    gap = float(evaluated(problem, problem.start(n)[:, None], "float64")[0]) - problem.minimum(n)
    if not np.isfinite(rounded).all() or gap <= 0:
        return 1.0
    error, finest = np.abs(rounded - exact).max(), max(0.0, float(exact.min()) - problem.minimum(n))
    unit = float(np.finfo("float32").eps) * abs(problem.minimum(n))
    return float(f"{max(error, finest, unit) / gap:.2g}")


def _neighbours(minimiser: np.ndarray) -> np.ndarray:
    """Return float32 points ``[n, POINTS]`` within two units in the last place of the minimiser, the nearest first."""
    nearest = minimiser.astype(np.float32)[:, None]
    units = np.random.RandomState(0).randint(-2, 3, (len(minimiser), POINTS))
    units[:, 0] = 0
    return (nearest + units * np.spacing(np.abs(nearest))).astype(np.float32).astype(np.float64)
