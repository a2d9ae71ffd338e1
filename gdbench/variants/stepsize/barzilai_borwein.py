"""Gradient descent with the step length of Barzilai and Borwein."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import log, static
from gdbench.variants._maths import norm


def start(x, hp):
    """Return placeholders for the previous point and gradient, and the first step length."""
    return x, jnp.zeros_like(x), hp.learning_rate * jnp.ones_like(x[:1])


@variant(
    slots=("point_before", "gradient_before", "length"),
    hyperparameters={
        "learning_rate": log(1e-2, 1e-8, 1e2, tuned=True),
        "rule": static("bb1", "bb1", "bb2", "alternating"),
    },
    source="Barzilai & Borwein 1988, doi:10.1093/imanum/8.1.141; alternating: Dai & Fletcher 2005, "
    "doi:10.1007/s00211-004-0569-y",
    over="all",
    start=start,
    symmetries={"rotation": {}, "sign": {}},
)
def barzilai_borwein(t, g, x, slots, hp):
    """Sets the step length to the inverse curvature along the last step, as Newton's method with a single number.

    α ← sᵀs / sᵀy  with  s = x − x₋,  y = g − g₋;  x ← x − α g

    where α is ``learning_rate`` at the first step. ``rule`` "bb1" computes this α, "bb2" computes
    α ← sᵀy / yᵀy, and "alternating" uses bb2 at even steps and bb1 at odd ones. α does not change where sᵀy is
    not positive or the new α is not finite.
    """
    before, g_before, length = slots
    s, y = x - before, g - g_before
    moved, bent = norm(s), norm(y)
    known = (moved > 0) & (bent > 0)
    cosine = jnp.sum((s / jnp.where(known, moved, 1.0)) * (y / jnp.where(known, bent, 1.0)), axis=0)
    curved = known & (cosine > 0)
    ratio, cosine = moved / jnp.where(known, bent, 1.0), jnp.where(curved, cosine, 1.0)
    if hp.rule == "alternating":
        new = jnp.where(t % 2 == 1, ratio / cosine, ratio * cosine)
    else:
        new = ratio / cosine if hp.rule == "bb1" else ratio * cosine
    length = jnp.where((t > 1) & curved & (new > 0) & jnp.isfinite(new), new, length)
    return -length * g, (x, g, length)
