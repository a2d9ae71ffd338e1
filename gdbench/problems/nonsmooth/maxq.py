"""The largest square."""

import numpy as np

from gdbench.problems.coordinates import largest
from gdbench.registry import problem
from gdbench.types import scalable


def _start(n):
    i = np.arange(1, n + 1)
    return np.where(i <= n // 2, i, -i)


@problem(
    dims=scalable(10),
    start=_start,
    minimiser=0.0,
    minimum=0.0,
    tags=("convex", "nonsmooth"),
    source="Haarala, Miettinen & Mäkelä 2004, Optim. Methods Softw. 19:673, problem 1",
)
def maxq(x):
    """The largest square has a slope only in the coordinate farthest from 0: f = max xᵢ².

    JAX shares the subgradient equally among tied coordinates; at the minimiser it is 0.
    """
    return largest(x * x)
