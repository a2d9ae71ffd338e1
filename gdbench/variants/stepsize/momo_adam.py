"""MoMo-Adam."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, SpecialCase, complement, linear, log, static
from gdbench.variants._maths import bias_correction, inner
from gdbench.variants.stepsize._models import lowered, model_step, raised


def start(x, hp):
    """Return zero moments, zero averages of losses and products, and the lower bound if it is adapted."""
    zero, none = jnp.zeros_like(x), jnp.zeros_like(x[:1])
    return (zero, zero, none, none, *([none + hp.lower_bound] if hp.adapt_lower_bound else []))


@variant(
    slots=("first_moment", "second_moment", "loss", "product", "lower_bound"),
    hyperparameters={
        "learning_rate": log(1e-2, 1e-5, 1e3, tuned=True, cap=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
        "lower_bound": linear(0.0, -10.0, 0.05),
        "weight_decay": linear(0.0, 0.0, 1e-1),
        "adapt_lower_bound": static(False, False, True),
    },
    source="Schaipp, Ohana, Eickenberg, Defazio & Gower 2023, arXiv:2305.07583, algorithm 2",
    over="all",
    value=True,
    start=start,
    reference=Reference("optax:momo_adam"),
    special_cases=(SpecialCase("adam", here={"lower_bound": -1e15, "weight_decay": 0.0}),),
    symmetries={"sign": {}},
)
def momo_adam(t, g, x, slots, hp, value):
    """Shortens Adam's step where the mean of past tangents would fall below a lower bound.

    m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,  f̄ ← β₁ f̄ + (1 − β₁) f(x),  γ ← β₁ γ + (1 − β₁) gᵀx,
    τ = min(η / k, max(0, (1 + η λ) (f̄ − k l − γ) + mᵀx) / mᵀu)  with  u = m / (√v̂ + ε),  k = 1 − β₁ᵗ,
    x ← x / (1 + η λ) − τ u

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, ε is ``eps``, λ is ``weight_decay`` and l is
    ``lower_bound``; v̂ is as in Adam. There is no step where mᵀu is at most 2.2e-16. With
    ``adapt_lower_bound``, l is adapted as in `momo`, with k l in place of l.
    """
    m, v, f, product, *bound = slots
    m = (1.0 - hp.one_minus_b1) * m + hp.one_minus_b1 * g
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * g * g
    f = (1.0 - hp.one_minus_b1) * f + hp.one_minus_b1 * value
    product = (1.0 - hp.one_minus_b1) * product + hp.one_minus_b1 * inner(g, x)
    u = m / (jnp.sqrt(v / bias_correction(hp.one_minus_b2, t)) + hp.eps)
    k = bias_correction(hp.one_minus_b1, t)
    square, along, growth = inner(m, u), inner(m, x), 1.0 + hp.learning_rate * hp.weight_decay
    lower = hp.lower_bound
    if bound:
        lower = lowered(bound[0], growth * (f - product) + along, growth * k, hp)
    tau = jnp.minimum(hp.learning_rate / k, model_step(growth * (f - k * lower - product) + along, square))
    if bound:
        bound = [raised((f + along - product - 0.5 * tau * square) / k, hp)]
    step = -(hp.learning_rate * hp.weight_decay / growth) * x - tau * u
    return step, (m, v, f, product, *bound)
