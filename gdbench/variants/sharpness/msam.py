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
        "learning_rate": log(1e-2, 1e-8, 1e2, tuned=True),
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
    """Runs heavy ball with gradients taken at a fixed distance ahead in the direction of travel.

    v ← μ v + ∇f(y),  w ← w − η v,  y = w − ρ v / ‖v‖

    where η is ``learning_rate``, μ is ``momentum`` and ρ is ``rho``. The rule moves y, so the gradient g is
    taken at y; the answer is w. v is a sum of gradients, so the minus sign puts y ahead in the direction of
    travel, as in Nesterov's method, but at a fixed distance. In a narrow valley, y lies beyond the bottom on
    the opposite slope. y = w where v = 0.
    """
    del t, x
    (v,) = slots
    new = (1.0 - hp.one_minus_momentum) * v + g
    return perturbation(v, hp) - hp.learning_rate * new - perturbation(new, hp), (new,)


def perturbation(v, hp):
    """Return ρ v / ‖v‖, or zero."""
    length = norm(v)
    return hp.rho * (v / jnp.where(length > 0, length, 1.0))
