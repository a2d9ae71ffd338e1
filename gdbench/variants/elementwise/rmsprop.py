"""RMSProp: plain, centered or with momentum."""

from jax import lax
from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, SpecialCase, complement, log, static


def start(x, hp):
    """Return zeros for the second moment, for the mean if ``centered``, and for the velocity if ``use_momentum``."""
    return (jnp.zeros_like(x),) * (1 + hp.centered + hp.use_momentum)


@variant(
    slots=("second_moment", "mean", "velocity"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1e3, tuned=True),
        "decay": complement(0.9, 1e-3, 0.5),
        "eps": log(1e-8, 1e-12, 1e-2),
        "momentum": complement(0.0, 1e-3, 1.0),
        "centered": static(False, False, True),
        "nesterov": static(False, False, True),
        "use_momentum": static(False, False, True),
        "mode": static("paper", "paper", "optax", "torch"),
    },
    source="Tieleman & Hinton 2012, Coursera lecture 6.5; centered: Graves 2013, arXiv:1308.0850",
    start=start,
    reference=Reference("optax:rmsprop", own={"mode": "optax", "use_momentum": True}),
    special_cases=(
        SpecialCase("sign_sgd", here={"decay": 0.0, "eps": 0.0}),
        SpecialCase("rmsprop", here={"mode": "optax", "eps": 0.0}, there={"mode": "paper"}),
        SpecialCase("rmsprop", here={"use_momentum": True, "momentum": 0.0}, there={"use_momentum": False}),
        SpecialCase("rmsprop", here={"nesterov": True}, there={"nesterov": False}),
    ),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
    switches={"nesterov": {"use_momentum": True, "momentum": 0.9}},
)
def rmsprop(t, g, x, slots, hp):
    """Divides each coordinate of the gradient by its recent root mean square, or by its standard deviation.

    v ← ρ v + (1 − ρ) g²,  x ← x − η g / (√v + ε)
    centered:  m ← ρ m + (1 − ρ) g,  with v − m² in place of v under the root

    where η is ``learning_rate``, ρ is ``decay`` and ε is ``eps``. With ``use_momentum``, the steps d accumulate
    in a velocity b ← μ b + d, where μ is ``momentum``, and x moves by b, or by μ b + d when ``nesterov``.

    ``mode`` "paper" and "torch" compute this rule; "optax" puts ε inside the root, g / √(v + ε). If
    ``centered``, the first slot holds the variance s = v − m² and updates it by s ← ρ (s + (1 − ρ) (g − m)²)
    with m before its update, because the difference v − m² would cancel and could turn negative.
    """
    del t, x
    v, *rest = slots
    keep = 1.0 - hp.one_minus_decay
    if hp.centered:
        deviation = g - rest[0]
        v = keep * (v + hp.one_minus_decay * deviation * deviation)
        rest[0] = rest[0] + hp.one_minus_decay * deviation
    else:
        v = keep * v + hp.one_minus_decay * g * g
    step = -hp.learning_rate * (g * lax.rsqrt(v + hp.eps) if hp.mode == "optax" else g / (jnp.sqrt(v) + hp.eps))
    if hp.use_momentum:
        mu = 1.0 - hp.one_minus_momentum
        rest[-1] = mu * rest[-1] + step
        step = mu * rest[-1] + step if hp.nesterov else rest[-1]
    return step, (v, *rest)
