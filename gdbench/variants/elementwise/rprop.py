"""Rprop: resilient backpropagation."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Defect, Reference, linear, log, static


def start(x, hp):
    """Return step lengths equal to the learning rate, and a zero direction."""
    return jnp.zeros_like(x) + hp.learning_rate, jnp.zeros_like(x)


@variant(
    slots=("length", "last"),
    hyperparameters={
        "learning_rate": log(1e-2, 1e-5, 1e3, tuned=True),
        "eta_minus": linear(0.5, 0.1, 0.9),
        "eta_plus": linear(1.2, 1.01, 2.0),
        "min_step": log(1e-6, 1e-12, 1e-2),
        "max_step": log(50.0, 1e-2, 1e3),
        "mode": static("paper", "paper", "optax", "torch"),
    },
    source="Riedmiller & Braun 1993, doi:10.1109/ICNN.1993.298623; as iRprop− in Igel & Hüsken 2000, NC, section 2.3",
    start=start,
    reference=Reference(
        "optax:rprop",
        own={"mode": "optax"},
        names={"min_step": "min_step_size", "max_step": "max_step_size"},
        defects=(Defect("optax#1725: emits the update of the step before", {"mode": "paper"}),),
    ),
    symmetries={"scale": {}, "sign": {}},
)
def rprop(t, g, x, slots, hp):
    """Lengthens the step of a coordinate while its gradient keeps its sign, and shortens it when the sign flips.

    s = sign(g g₋),  Δ ← clip(Δ · (η⁺ if s > 0, η⁻ if s < 0, else 1), Δ₋, Δ₊),  g ← 0 where s < 0,
    x ← x − Δ sign(g)

    where Δ starts at ``learning_rate``, η⁺ is ``eta_plus``, η⁻ is ``eta_minus``, Δ₋ is ``min_step`` and Δ₊ is
    ``max_step``; g₋ is the previous gradient, which is set to zero after a flip. The rule suits exact gradients
    only, because it uses nothing but their signs. ``mode`` "paper" and "torch" compute this rule. "optax" moves
    by the step of the iteration before (and not at all where s < 0; optax#1725), and clips Δ only where s is
    not 0.
    """
    del t, x
    length, last = slots
    agreement = jnp.sign(g) * jnp.sign(last)
    factor = jnp.where(agreement > 0, hp.eta_plus, jnp.where(agreement < 0, hp.eta_minus, 1.0))
    clipped = jnp.clip(length * factor, hp.min_step, hp.max_step)
    direction = jnp.where(agreement < 0, 0.0, jnp.sign(g))
    if hp.mode == "optax":
        length = jnp.where(agreement == 0, length, clipped)
        return -jnp.where(agreement < 0, 0.0, last), (length, length * direction)
    return -clipped * direction, (clipped, direction)
