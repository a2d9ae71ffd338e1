"""Ranger: rectified Adam, gradient centralisation and lookahead."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import complement, linear, log, static
from gdbench.variants._maths import bias_correction, centralized


def start(x, hp):
    """Return zero moments and the starting point as the slow weights."""
    del hp
    return jnp.zeros_like(x), jnp.zeros_like(x), x


@variant(
    slots=("first_moment", "second_moment", "slow"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-8, 1e2, tuned=True),
        "b1": complement(0.95, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
        "threshold": linear(5.0, 4.0, 6.0),
        "sync_period": static(6),
        "slow_step_size": linear(0.5, 0.1, 1.0),
    },
    source="Wright 2019, https://github.com/lessw2020/Ranger-Deep-Learning-Optimizer: Liu et al. 2019, "
    "arXiv:1908.03265; Zhang et al. 2019, arXiv:1907.08610, algorithm 1; Yong et al. 2020, arXiv:2004.01461",
    over="matrix",
    start=start,
    symmetries={"sign": {}},
)
def ranger(t, g, x, slots, hp):
    """Runs rectified Adam on centralised gradients, and every few steps moves back towards slow weights.

    m ← β₁ m + (1 − β₁) u,  v ← β₂ v + (1 − β₂) u²,  y = x − η r m̂ / (√v̂ + ε)  (y = x − η m̂ while ρ < threshold),
    every k steps:  z ← z + α (y − z),  x ← z;  else  x ← y

    where u is g minus the mean of each column (see `centralized`), η is ``learning_rate``, β₁ is ``b1``, β₂ is
    ``b2``, ε is ``eps``, k is ``sync_period``, α is ``slow_step_size``; `rectification` gives r and ρ, which is
    compared with ``threshold``; m̂ and v̂ are as in Adam. z starts at the starting point; the answer is x.
    """
    m, v, slow = slots
    u = centralized(g)
    m = (1.0 - hp.one_minus_b1) * m + hp.one_minus_b1 * u
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * u * u
    m_hat = m / bias_correction(hp.one_minus_b1, t)
    v_hat = v / bias_correction(hp.one_minus_b2, t)
    rho, r = rectification(t, hp.one_minus_b2)
    u = jnp.where(rho >= hp.threshold, r * m_hat / (jnp.sqrt(v_hat) + hp.eps), m_hat)
    fast = x - hp.learning_rate * u
    meet = t % hp.sync_period == 0
    slow = jnp.where(meet, slow + hp.slow_step_size * (fast - slow), slow)
    return jnp.where(meet, slow - x, -hp.learning_rate * u), (m, v, slow)


def rectification(t, one_minus_beta):
    """Return ρ, the effective length of the average v̂, and r, the factor that corrects its variance.

    ρ = ρ∞ − 2 t βᵗ / (1 − βᵗ)  with  ρ∞ = 2 / (1 − β) − 1,
    r = √((ρ − 4)(ρ − 2) ρ∞ / ((ρ∞ − 4)(ρ∞ − 2) ρ))
    """
    limit = 2.0 / one_minus_beta - 1.0
    rho = limit - 2.0 * t / jnp.expm1(-t * jnp.log1p(-one_minus_beta))
    return rho, jnp.sqrt((rho - 4.0) * (rho - 2.0) * limit / ((limit - 4.0) * (limit - 2.0) * rho))
