"""The three-hump camel function."""

from gdbench.registry import problem


@problem(
    dims=2,
    start=(4.0, -3.0),
    minimiser=0.0,
    minimum=0.0,
    box=(-5.0, 5.0),
    tags=("nonconvex", "smooth", "multimodal"),
    source="Dixon & Szegő 1975, Towards Global Optimisation; scipy go_benchmark ThreeHumpCamel",
)
def three_hump_camel(x):
    """The three-hump camel has three valleys side by side, the middle one deepest.

    f = 2x₁² − 1.05x₁⁴ + x₁⁶ / 6 + x₁x₂ + x₂²

    The other two minima have f = 0.2986 and lie at ±(1.7476, −0.8738).
    """
    return 2.0 * x[0] ** 2 - 1.05 * x[0] ** 4 + x[0] ** 6 / 6.0 + x[0] * x[1] + x[1] ** 2
