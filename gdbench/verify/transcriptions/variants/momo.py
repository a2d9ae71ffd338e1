"""MoMo takes the Polyak step of momentum: it minimises an average of the past linear models above a lower bound.

Schaipp et al. 2023, "MoMo: momentum models for adaptive learning rates", arXiv:2305.07583 (MoMo);
optax 0.2.8 contrib.momo. (The authors' code divides x and the step by 1 + αλ, Optax only x.)

    f̄_t = β f̄_{t-1} + (1 − β) f_t,   d_t and γ_t likewise from g_t and g_t·x_{t-1};   at t = 1: β = 0
    q   = d_t·x_{t-1},   κ = 1 + αλ
    with adapt_lower_bound: c = κ (f̄_t − γ_t) + q;   if c < κ ℓ_{t-1}: ℓ_{t-1} ← max(c / (2κ), ℓ_0)
    τ   = min(α, max(κ (f̄_t − ℓ_{t-1} − γ_t) + q, 0) / ‖d_t‖²),   0 where ‖d_t‖² ≤ 2.2·10⁻¹⁶
    x_t = x_{t-1} / κ − τ d_t
    with adapt_lower_bound: ℓ_t = max(f̄_t + q − γ_t − ½ τ ‖d_t‖², ℓ_0);   else ℓ_t = ℓ_0

with α the learning rate and λ the weight decay.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, bound = hp["learning_rate"], hp["lower_bound"]
    kappa = 1 + lr * hp["weight_decay"]
    x = np.array(x0, dtype=np.float64)
    f_bar, d, gamma = 0.0, np.zeros_like(x), 0.0
    points = [x]
    for t, (g, value) in enumerate(zip(gradients, values, strict=True), start=1):
        beta = hp["beta"] if t > 1 else 0.0
        f_bar = beta * f_bar + (1 - beta) * value
        d = beta * d + (1 - beta) * g
        gamma = beta * gamma + (1 - beta) * np.sum(g * x)
        along, squared = np.sum(d * x), np.sum(d**2)
        if hp["adapt_lower_bound"]:
            cap = kappa * (f_bar - gamma) + along
            if cap < kappa * bound:
                bound = max(cap / (2 * kappa), hp["lower_bound"])
        tau = 0.0
        if squared > np.finfo(np.float64).eps:
            tau = min(lr, max(kappa * (f_bar - bound - gamma) + along, 0.0) / squared)
        x = x / kappa - tau * d
        points.append(x)
        if hp["adapt_lower_bound"]:
            bound = max(f_bar + along - gamma - 0.5 * tau * squared, hp["lower_bound"])
    return np.stack(points), np.stack(points)
