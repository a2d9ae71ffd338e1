"""A strict saddle between two minima."""

from gdbench.registry import problem


@problem(
    dims=2,
    start=(1.0, 0.0),
    minimiser=((0.0, 1.0), (0.0, -1.0)),
    minimum=-0.25,
    tags=("nonconvex", "smooth", "saddle", "separable"),
    source="Nesterov 2004, Introductory Lectures on Convex Optimization, 1.2.3",
)
def saddle_quartic(x):
    """The quartic has a strict saddle at 0 that gradient steps from the start run into: f = ½x₁² + ¼x₂⁴ − ½x₂²."""
    return 0.5 * x[0] ** 2 + 0.25 * x[1] ** 4 - 0.5 * x[1] ** 2
