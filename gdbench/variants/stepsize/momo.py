"""MoMo: momentum models for adaptive learning rates."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, SpecialCase, complement, linear, log, static
from gdbench.variants._maths import inner
from gdbench.variants.stepsize._models import lowered, model_step, raised


def start(x, hp):
    """Return zero averages of gradients, losses and products, and the lower bound if it is adapted."""
    none = jnp.zeros_like(x[:1])
    return (jnp.zeros_like(x), none, none, *([none + hp.lower_bound] if hp.adapt_lower_bound else []))


@variant(
    slots=("gradient", "loss", "product", "lower_bound"),
    hyperparameters={
        "learning_rate": log(1.0, 1e-6, 1e4, tuned=True, cap=True),
        "beta": complement(0.9, 1e-3, 1.0, tuned=True),
        "lower_bound": linear(0.0, -10.0, 0.05),
        "weight_decay": linear(0.0, 0.0, 1e-1),
        "adapt_lower_bound": static(False, False, True),
    },
    source="Schaipp, Ohana, Eickenberg, Defazio & Gower 2023, arXiv:2305.07583, algorithm 1; the bound: section 4",
    over="all",
    value=True,
    start=start,
    reference=Reference("optax:momo"),
    special_cases=(
        SpecialCase("sgd", here={"lower_bound": -1e15, "beta": 0.0}),
        SpecialCase(
            "polyak_sgd",
            here={"beta": 0.0, "lower_bound": -0.5},
            there={"variant": "sps+", "f_min": -0.5, "eps": 0.0, "scaling": 1.0},
        ),
    ),
    symmetries={"rotation": {}, "sign": {}},
)
def momo(t, g, x, slots, hp, value):
    """Steps along the mean gradient until the mean of past tangents reaches a lower bound, up to a limit.

    d ← β d + (1 − β) g,  f̄ ← β f̄ + (1 − β) f(x),  γ ← β γ + (1 − β) gᵀx,
    τ = min(η, max(0, (1 + η λ) (f̄ − l − γ) + dᵀx) / ‖d‖²),  x ← x / (1 + η λ) − τ d

    where η is ``learning_rate``, β is ``beta`` (0 at the first step), λ is ``weight_decay`` and l is
    ``lower_bound``. There is no step where ‖d‖² is at most 2.2e-16. With ``adapt_lower_bound``, `lowered` and
    `raised` adapt l.
    """
    d, f, product, *bound = slots
    newest = jnp.where(t == 1, 1.0, hp.one_minus_beta)
    d = (1.0 - newest) * d + newest * g
    f = (1.0 - newest) * f + newest * value
    product = (1.0 - newest) * product + newest * inner(g, x)
    square, along, growth = inner(d, d), inner(d, x), 1.0 + hp.learning_rate * hp.weight_decay
    lower = hp.lower_bound
    if bound:
        lower = lowered(bound[0], growth * (f - product) + along, growth, hp)
    tau = jnp.minimum(hp.learning_rate, model_step(growth * (f - lower - product) + along, square))
    if bound:
        bound = [raised(f + along - product - 0.5 * tau * square, hp)]
    step = -(hp.learning_rate * hp.weight_decay / growth) * x - tau * d
    return step, (d, f, product, *bound)
