"""Shubert's function."""

from gdbench.problems.trigonometry import cos
from gdbench.registry import problem

# In [−10, 10], g = Σ j cos((j + 1) x + j) has three lowest points (−12.87) and three highest points (14.51), each
# 2π apart.
LOWEST = (-7.708313735499347, -1.425128428319761, 4.858056878859825)
HIGHEST = (-7.0835064076515595, -0.8003211004719731, 5.482864206707613)


@problem(
    dims=2,
    start=0.0,
    minimiser=[pair for low in LOWEST for high in HIGHEST for pair in ((low, high), (high, low))],
    minimum=-186.73090883102384,
    box=(-10.0, 10.0),
    tags=("nonconvex", "smooth", "multimodal"),
    source="Shubert 1972, SIAM J. Numer. Anal. 9:379; scipy go_benchmark Shubert01",
)
def shubert(x):
    """Shubert's function has a grid of hundreds of minima, 18 of them global.

    f = g(x₁) g(x₂), with g(x) = Σ j cos((j + 1) x + j), j = 1…5
    """
    g = sum(j * cos((j + 1) * x + j) for j in range(1, 6))
    return g[0] * g[1]
