"""The fourth of the examples of Dennis and Schnabel."""

from jax import numpy as jnp

from gdbench.registry import problem


@problem(
    dims=3,
    start=10.0,
    minimiser=0.0,
    minimum=0.0,
    residuals=True,
    tags=("nonconvex", "smooth", "degenerate"),
    source="CUTEst DENSCHND; Dennis & Schnabel 1983, Numerical Methods for Unconstrained Optimization, p. 83",
)
def denschnd(x):
    """The fourth example has three polynomials that vanish together only at 0, where the Hessian is 0.

    f = r₁² + r₂² + r₃²

    r₁ = x₁² + x₂³ − x₃⁴, r₂ = 2x₁x₂x₃, r₃ = 2x₁x₂ − 3x₂x₃ + x₁x₃. The value is 8·10⁷ at the start and falls like a
    fourth power at best, so every method slows down.
    """
    a, b, c = x
    return jnp.stack([a**2 + b**3 - c**4, 2.0 * a * b * c, 2.0 * a * b - 3.0 * b * c + a * c])
