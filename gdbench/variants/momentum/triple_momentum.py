"""The triple momentum method."""

from types import SimpleNamespace

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import SpecialCase, log
from gdbench.variants._theory import triple_momentum_rate


def coefficients(hp):
    """Return α, β, γ and δ of the paper for the bounds ``lipschitz`` and ``strong_convexity``."""
    low = jnp.minimum(hp.strong_convexity, hp.lipschitz)
    gap = jnp.sqrt(low / hp.lipschitz)
    rho = 1.0 - gap
    square = rho * rho
    return SimpleNamespace(
        alpha=(1.0 + rho) / hp.lipschitz,
        beta=square / (2.0 - rho),
        gamma=square / ((1.0 + rho) * (2.0 - rho)),
        delta=square / (gap * (1.0 + rho)),
    )


def answer(t, x, slots, hp):
    """Return x = ξ + δ (ξ − ξ₋), from y = ξ + γ (ξ − ξ₋)."""
    del t
    (difference,) = slots
    c = coefficients(hp)
    return x + (c.delta - c.gamma) * difference


@variant(
    slots=("difference",),
    hyperparameters={
        "lipschitz": log(1.0, 1e-6, 1e6, tuned=True),
        "strong_convexity": log(1e-2, 1e-8, 1e6, tuned=True),
    },
    source="Van Scoy, Freeman & Lynch 2018, doi:10.1109/LCSYS.2017.2722406, equations 8 to 10",
    answer=answer,
    special_cases=(SpecialCase("sgd", here={"lipschitz": 2.0, "strong_convexity": 2.0}, there={"learning_rate": 0.5}),),
    symmetries={"rotation": {}, "sign": {}},
    rate=triple_momentum_rate,
)
def triple_momentum(t, g, x, slots, hp):
    """Combines three momentum terms into the fastest known first-order method for strongly convex functions.

    ξ ← (1 + β) ξ − β ξ₋ − α ∇f(y),  y = (1 + γ) ξ − γ ξ₋,  x = (1 + δ) ξ − δ ξ₋  with  ρ = 1 − √(m / L),
    α = (1 + ρ) / L,  β = ρ² / (2 − ρ),  γ = ρ² / ((1 + ρ) (2 − ρ)),  δ = ρ² / (1 − ρ²)

    where L is ``lipschitz``, an upper bound of the curvature, and m is ``strong_convexity``, the smallest
    curvature; an m above L is set to L. The rule moves y, so the gradient g is taken at y; the answer is x. The
    state holds only ξ − ξ₋, from which ξ follows together with y. The error shrinks by the factor ρ per step.
    """
    del t, x
    (last,) = slots
    c = coefficients(hp)
    difference = c.beta * last - c.alpha * g
    return difference + c.gamma * (difference - last), (difference,)
