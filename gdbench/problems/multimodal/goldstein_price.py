"""Goldstein and Price's function."""

from gdbench.registry import problem


@problem(
    dims=2,
    start=(1.5, 1.0),
    minimiser=(0.0, -1.0),
    minimum=3.0,
    box=(-2.0, 2.0),
    tags=("nonconvex", "smooth", "multimodal"),
    source="Goldstein & Price 1971, Math. Comp. 25:569; scipy go_benchmark GoldsteinPrice",
)
def goldstein_price(x):
    """Goldstein and Price's function has four local minima and values from 3 to 10⁶.

    f = (1 + s² (36 − 20s + 3s²)) (3 + v² (36 + 20v + 3v²))

    s = x₁ + x₂ + 1, v = 2x₁ − 3x₂ − 3. Each factor is a double well along one direction. The usual form, in
    t = v + 3 and x, is the same polynomial but has cancellation at the minimiser.
    """
    s = x[0] + (x[1] + 1.0)
    v = 2.0 * x[0] - 3.0 * (x[1] + 1.0)
    return (1.0 + s**2 * (36.0 - 20.0 * s + 3.0 * s**2)) * (3.0 + v**2 * (36.0 + 20.0 * v + 3.0 * v**2))
