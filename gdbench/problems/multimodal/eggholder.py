"""The eggholder function."""

from jax import numpy as jnp

from gdbench.problems.trigonometry import sin
from gdbench.registry import problem


def _root(u):
    """Return √|u| with derivative 0 at 0."""
    away = u != 0.0
    return jnp.where(away, jnp.sqrt(jnp.abs(jnp.where(away, u, 1.0))), 0.0)


@problem(
    dims=2,
    start=0.0,
    minimiser=(512.0, 404.2318051137578),
    minimum=-959.6406627208509,
    box=(-512.0, 512.0),
    tags=("nonconvex", "nonsmooth", "multimodal", "pole", "unbounded", "box-minimum"),
    source="Whitley et al. 1996, Artif. Intell. 85:245, F101; scipy go_benchmark EggHolder",
)
def eggholder(x):
    """The eggholder function has deep pits all over the box, the deepest of them on its border.

    f = −(x₂ + 47) sin √|u| − x₁ sin √|v|

    u = x₂ + x₁ / 2 + 47, v = x₁ − x₂ − 47. Beyond the border x₁ = 512 the same pit becomes deeper. On the lines
    u = 0 and v = 0 the slope of the roots is infinite; exactly there, the gradient takes it as 0.
    """
    y = x[1] + 47.0
    return -y * sin(_root(y + 0.5 * x[0])) - x[0] * sin(_root(x[0] - y))
