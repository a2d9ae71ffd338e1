"""Rosenbrock's valley, chained."""

import numpy as np

from gdbench.problems.cutest._rosenbrock_chain import rosenbrock_chain
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10, at_least=2),
    start=lambda n: np.resize([-1.2, 1.0], n),
    minimiser=1.0,
    minimum=0.0,
    residuals=True,
    tags=("nonconvex", "smooth", "multimodal", "valley", "ill-conditioned"),
    source="scipy.optimize.rosen; Toint 1983, Report 83/4, Namur; Rosenbrock 1960",
)
def chained_rosenbrock10(x):
    """The chained Rosenbrock function has a valley between all neighbours: f = Σ_{i<n} 100 (xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)².

    Unlike pairs without shared coordinates, the chain has a second minimum for n ≥ 4, with x₁ near −1. For n = 10
    this minimum lies near (−1, 1, …, 1) and has the value 3.9866.
    """
    return rosenbrock_chain(x)
