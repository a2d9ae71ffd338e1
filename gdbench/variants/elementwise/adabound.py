"""AdaBound."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import SpecialCase, complement, log
from gdbench.variants._maths import bias_correction


@variant(
    slots=("first_moment", "second_moment"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-8, 1e2, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "final_lr": log(1e-1, 1e-3, 1.0),
        "gamma": log(1e-3, 1e-5, 1e-1),
        "eps": log(1e-8, 1e-12, 1e-2),
    },
    source="Luo et al. 2019, https://openreview.net/forum?id=Bkg3g2R9FX, algorithm 2, as in the authors' code",
    special_cases=(
        SpecialCase("adam", here={"gamma": 1e-13, "eps": 0.0}),
        SpecialCase(
            "heavy_ball",
            here={"gamma": 1e13, "final_lr": 0.5, "b1": 0.75},
            there={"learning_rate": 0.125, "momentum": 0.75},
        ),
    ),
    symmetries={"sign": {}},
)
def adabound(t, g, x, slots, hp):
    """Keeps Adam's learning rates between two bounds that approach one common rate, so that Adam turns into SGD.

    m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,
    x ← x − m · clip(η √(1 − β₂ᵗ) / ((1 − β₁ᵗ) (√v + ε)),  α (1 − 1 / (γ t + 1)),  α (1 + 1 / (γ t)))

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, α is ``final_lr``, γ is ``gamma`` and ε is
    ``eps``. The paper uses 1 − β₂ for γ and divides the clipped rate by √t; the authors' code computes the rule
    above.
    """
    del x
    m, v = slots
    m = m + hp.one_minus_b1 * (g - m)
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * g * g
    corrected = jnp.sqrt(bias_correction(hp.one_minus_b2, t)) / bias_correction(hp.one_minus_b1, t)
    rate = hp.learning_rate * corrected / (jnp.sqrt(v) + hp.eps)
    grown = hp.gamma * t
    lower, upper = hp.final_lr * (grown / (grown + 1.0)), hp.final_lr * (1.0 + 1.0 / grown)
    return -jnp.clip(rate, lower, upper) * m, (m, v)
