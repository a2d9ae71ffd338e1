"""Reddi, Kale and Kumar's trap for Adam, online."""

from jax import numpy as jnp

from gdbench.problems.stochastic._online import descent, linear


@linear(
    slope=lambda t, key: jnp.where(t % 3 == 1, 3.0, -1.0),
    mean=1.0 / 3.0,
    tags=("convex", "nonsmooth", "separable", "flat", "box-minimum", "moving"),
    source="Reddi, Kale & Kumar 2018, https://openreview.net/forum?id=ryQu7f-RZ, theorem 1, with C = 3",
)
def reddi_online(x):
    """Reddi, Kale and Kumar's online example has slopes 3, −1, −1 in turn, 1/3 on average, and Adam goes up.

    f = ⅓ Σ max(0, xᵢ + 1)

    With β₁ = 0 and β₂ = 1/10, Adam's two small steps up are together longer than the large step down. Values are
    means over three steps. At −1 JAX gives half the slope.
    """
    return descent(x) / 3.0
