"""Qing's function."""

import numpy as np

from gdbench.problems.coordinates import along
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10, at_most=250_000),  # In higher dimensions, the minimiser leaves the box.
    start=10.0,
    minimiser=lambda n: np.sqrt(np.arange(1, n + 1)),
    minimum=0.0,
    residuals=True,
    box=(-500.0, 500.0),
    tags=("nonconvex", "smooth", "multimodal", "separable"),
    source="Qing 2006, IEEE TGRS 44:116, in Jamil & Yang 2013, IJMMNO 4:150; scipy go_benchmark Qing",
)
def qing10(x):
    """Qing's function is a double well in every coordinate, wider for each next one: rᵢ = xᵢ² − i, f = Σ rᵢ².

    All 2ⁿ points xᵢ = ±√i are global minimisers; only the positive one is listed. The origin is a maximum.
    """
    return x**2 - along(x, np.arange(1, x.shape[0] + 1))
