"""D-Adapted AdamW multiplies Adam's step by a growing lower estimate d of the distance to the solution.

Defazio & Mishchenko 2023, "Learning-rate-free learning by D-adaptation", arXiv:2301.07733 (for Adam);
optax 0.2.8 contrib.dadapt_adamw.

    λ_t = d_{t-1} η √(1 − β₂ᵗ) / (1 − β₁ᵗ),   σ = √β₂
    a_t = σ a_{t-1} + (1 − σ) λ_t g_t · (s_{t-1} / (√v_{t-1} + ε))
    m_t = β₁ m_{t-1} + (1 − β₁) λ_t g_t
    v_t = β₂ v_{t-1} + (1 − β₂) g_t²
    s_t = σ s_{t-1} + (1 − σ) λ_t g_t
    d_t = max(d_{t-1}, a_t / ((1 − σ) ‖s_t‖₁)),   d_t = d_{t-1} where s_t = 0
    x_t = x_{t-1} − λ λ_t x_{t-1} − m_t / (√v_t + ε)

with λ the weight decay and d_0 = estim_lr0.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, eps = hp["learning_rate"], hp["b1"], hp["b2"], hp["eps"]
    sigma, d, a = np.sqrt(b2), hp["estim_lr0"], 0.0
    x = np.array(x0, dtype=np.float64)
    m, v, s = np.zeros_like(x), np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        rate = d * lr * np.sqrt(1 - b2**t) / (1 - b1**t)
        a = sigma * a + (1 - sigma) * rate * np.sum(g * s / (np.sqrt(v) + eps))
        m = b1 * m + (1 - b1) * rate * g
        v = b2 * v + (1 - b2) * g**2
        s = sigma * s + (1 - sigma) * rate * g
        size = np.sum(np.abs(s))
        if size > 0:
            d = max(d, a / ((1 - sigma) * size))
        x = x - hp["weight_decay"] * rate * x - m / (np.sqrt(v) + eps)
        points.append(x)
    return np.stack(points), np.stack(points)
