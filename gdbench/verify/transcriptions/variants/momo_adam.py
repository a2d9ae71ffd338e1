"""MoMo-Adam takes the Polyak step of momentum in the norm by which Adam scales the coordinates.

Schaipp et al. 2023, "MoMo: momentum models for adaptive learning rates", arXiv:2305.07583 (MoMo-Adam);
optax 0.2.8 contrib.momo_adam. (The authors' code divides x and the step by 1 + αλ, Optax only x.)

    f̄_t = β₁ f̄_{t-1} + (1 − β₁) f_t,   d_t and γ_t likewise from g_t and g_t·x_{t-1};   all start at 0
    v_t = β₂ v_{t-1} + (1 − β₂) g_t²,   D_t = ε + √(v_t / (1 − β₂ᵗ)),   ρ = 1 − β₁ᵗ
    q   = d_t·x_{t-1},   κ = 1 + αλ,   N = d_t·(d_t / D_t)
    with adapt_lower_bound: c = κ (f̄_t − γ_t) + q;   if c < κ ρ ℓ_{t-1}: ℓ_{t-1} ← max(c / (2κρ), ℓ_0)
    τ   = min(α / ρ, max(κ (f̄_t − ρ ℓ_{t-1} − γ_t) + q, 0) / N),   0 where N ≤ 2.2·10⁻¹⁶
    x_t = x_{t-1} / κ − τ d_t / D_t
    with adapt_lower_bound: ℓ_t = max((f̄_t + q − γ_t − ½ τ N) / ρ, ℓ_0);   else ℓ_t = ℓ_0

with α the learning rate and λ the weight decay.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, bound = hp["learning_rate"], hp["b1"], hp["b2"], hp["lower_bound"]
    kappa = 1 + lr * hp["weight_decay"]
    x = np.array(x0, dtype=np.float64)
    f_bar, d, gamma, v = 0.0, np.zeros_like(x), 0.0, np.zeros_like(x)
    points = [x]
    for t, (g, value) in enumerate(zip(gradients, values, strict=True), start=1):
        f_bar = b1 * f_bar + (1 - b1) * value
        d = b1 * d + (1 - b1) * g
        gamma = b1 * gamma + (1 - b1) * np.sum(g * x)
        v = b2 * v + (1 - b2) * g**2
        scale, rho = hp["eps"] + np.sqrt(v / (1 - b2**t)), 1 - b1**t
        along, squared = np.sum(d * x), np.sum(d**2 / scale)
        if hp["adapt_lower_bound"]:
            cap = kappa * (f_bar - gamma) + along
            if cap < kappa * rho * bound:
                bound = max(cap / (2 * kappa * rho), hp["lower_bound"])
        tau = 0.0
        if squared > np.finfo(np.float64).eps:
            tau = min(lr / rho, max(kappa * (f_bar - rho * bound - gamma) + along, 0.0) / squared)
        x = x / kappa - tau * d / scale
        points.append(x)
        if hp["adapt_lower_bound"]:
            bound = max((f_bar + along - gamma - 0.5 * tau * squared) / rho, hp["lower_bound"])
    return np.stack(points), np.stack(points)
