"""The six-hump camel function."""

from gdbench.registry import problem

MINIMISER = (0.08984201310031806, -0.7126564030207396)


@problem(
    dims=2,
    start=(2.0, 1.0),
    minimiser=(MINIMISER, (-MINIMISER[0], -MINIMISER[1])),
    minimum=-1.0316284534898774,
    box=(-5.0, 5.0),
    tags=("nonconvex", "smooth", "multimodal"),
    source="Dixon & Szegő 1978, Towards Global Optimisation 2; scipy go_benchmark SixHumpCamel",
)
def six_hump_camel(x):
    """The six-hump camel has six local minima in opposite pairs, two of them global.

    f = (4 − 2.1x₁² + x₁⁴ / 3) x₁² + x₁x₂ + 4 (x₂² − 1) x₂²

    The origin is a saddle, where the gradient is exactly 0.
    """
    p, q = x[0] ** 2, x[1] ** 2
    return (4.0 - 2.1 * p + p**2 / 3.0) * p + x[0] * x[1] + 4.0 * (q - 1.0) * q
