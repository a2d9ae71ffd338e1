"""MSAM: sharpness-aware minimization along the momentum."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import SpecialCase, complement, log
from gdbench.variants._maths import norm


def answer(t, x, slots, hp):
    """Return the point before its perturbation."""
    del t
    return x + perturbation(slots[0], hp)


@variant(
    slots=("velocity",),
    hyperparameters={
        "learning_rate": log(1e-2, 1e-6, 10.0, tuned=True),
        "momentum": complement(0.9, 1e-3, 1.0, tuned=True),
        "rho": log(0.05, 1e-3, 1.0),
    },
    source="Becker, Altrock & Risse 2024, arXiv:2401.12033, algorithm 1",
    over="all",
    answer=answer,
    special_cases=(SpecialCase("heavy_ball", here={"rho": 0.0}),),
    symmetries={"rotation": {}, "sign": {}},
)
def msam(t, g, x, slots, hp):
    """Heavy ball that takes its gradients ahead on its own path, at a fixed distance.

    v ← μ v + ∇f(y),  w ← w − η v,  y = w − ρ v / ‖v‖

    where η is ``learning_rate``, μ is ``momentum`` and ρ is ``rho``. The point that is moved, and whose gradient g
    arrives here, is y; the answer is w. v is a sum of gradients, so the minus sign puts y ahead in the direction of
    travel, as in Nesterov's method, but at a fixed distance: in a narrow valley that is beyond the bottom, uphill
    again. y = w where v = 0.
    """
    del t, x
    (v,) = slots
    new = (1.0 - hp.one_minus_momentum) * v + g
    return perturbation(v, hp) - hp.learning_rate * new - perturbation(new, hp), (new,)


def perturbation(v, hp):
    """Return ρ v / ‖v‖, or zero."""
    length = norm(v)
    return hp.rho * (v / jnp.where(length > 0, length, 1.0))
