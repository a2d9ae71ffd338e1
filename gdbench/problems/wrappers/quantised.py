"""A problem with gradients of few digits."""

from jax import numpy as jnp

from gdbench.problems.parameters import number
from gdbench.problems.wrappers._base import met, wrapped
from gdbench.registry import problem_maker


@problem_maker(base="quad_log_k10000")
def quantised(base, bits=4):
    """Return ``base`` with 2^bits levels between 0 and the largest coordinate of each gradient."""
    number("bits", bits, 1, 20, whole=True)
    inside, levels = met(base), float(2**bits)

    def function(x):
        """Gradients are rounded and values are exact: f = base(x), gᵢ a multiple of maxⱼ |∂ⱼ base(x)| / 2^bits.

        Coordinates are rounded to the nearest multiple, so those that are much smaller than the largest one do not
        move until the largest one has decreased.
        """
        return base.value(x)

    def oracle(t, x, key):
        value, gradient = inside(t, x, key)
        unit = jnp.max(jnp.abs(gradient)) / levels
        moving = unit > 0.0
        rounded = unit * jnp.round(gradient / jnp.where(moving, unit, 1.0))
        return value, jnp.where(moving, rounded, gradient)

    return wrapped(
        base,
        function,
        residuals=False,
        oracle=oracle,
        source="Alistarh et al. 2017, arXiv:1610.02132, with the largest coordinate for the norm and without chance",
    )
