"""What games and noisy linear functions are measured by."""

import math
from collections.abc import Callable

Formula = Callable[[list[float]], float]


def squared_distance(x: list[float]) -> float:
    """Games are measured by the squared distance to their equilibrium, which is 0 in all three."""
    return math.fsum(xi * xi for xi in x)


def mean_slope(slopes: list[tuple[float, float]]) -> Formula:
    """The mean of linear functions with these (slope, share), over its value at -1; level below -1."""
    mean = math.fsum(slope * share for slope, share in slopes)
    return lambda x: math.fsum(mean * (max(xi, -1.0) + 1.0) for xi in x)
