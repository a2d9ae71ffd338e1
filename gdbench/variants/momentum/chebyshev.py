"""Chebyshev's semi-iterative method."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import SpecialCase, log
from gdbench.variants._theory import chebyshev_rate


def start(x, hp):
    """Return a zero direction and a zero step length."""
    del hp
    return jnp.zeros_like(x), jnp.zeros_like(x[:1])


@variant(
    slots=("direction", "length"),
    hyperparameters={
        "lipschitz": log(1.0, 1e-6, 1e6, tuned=True),
        "strong_convexity": log(1e-2, 1e-8, 1e6, tuned=True),
    },
    source="Golub & Varga 1961, doi:10.1007/BF01386013; in this form Barrett et al. 1994, Templates, section 2.3.9",
    over="all",
    start=start,
    special_cases=(SpecialCase("sgd", here={"lipschitz": 2.0, "strong_convexity": 2.0}, there={"learning_rate": 0.5}),),
    symmetries={"rotation": {}, "sign": {}},
    rate=chebyshev_rate,
)
def chebyshev(t, g, x, slots, hp):
    """Applies at every step the polynomial in the curvature that is smallest between two known curvature bounds.

    p ← −g + β p,  x ← x + α p  with  α = 1 / (d − β / α₋),  d = (L + m) / 2,  c = (L − m) / 2,
    β = 0 at t = 1,  (c α₋)² / 2 at t = 2,  (c α₋ / 2)² later

    where L is ``lipschitz``, the largest curvature, and m is ``strong_convexity``, the smallest; the two may
    be swapped. On quadratics no method that knows these bounds alone is faster.
    """
    del x
    p, alpha = slots
    centre, radius = 0.5 * (hp.lipschitz + hp.strong_convexity), 0.5 * (hp.lipschitz - hp.strong_convexity)
    quotient = jnp.where(t == 2, 0.5, 0.25) * radius * radius * alpha  # equals β / α₋, or 0 in the first step
    p = quotient * alpha * p - g
    alpha = 1.0 / (centre - quotient)
    return alpha * p, (p, alpha)
