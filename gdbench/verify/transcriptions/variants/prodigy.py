"""Prodigy is Adam with a growing estimate d of the distance to the solution as its learning rate.

Mishchenko & Defazio 2023, "Prodigy: an expeditiously adaptive parameter-free learner", arXiv:2306.06101, algorithm 4,
as in prodigyopt 1.1.2 (mode paper: κ = 1) and optax 0.2.8 contrib.prodigy (mode optax: κ = √(1 − β₂ᵗ) / (1 − β₁ᵗ)).

    λ_t = d_{t-1} η κ,   β₃ = √β₂
    r_t = β₃ r_{t-1} + (d_{t-1} / d_0) λ_t g_t · (x₀ − x_{t-1})
    m_t = β₁ m_{t-1} + (1 − β₁) d_{t-1} g_t
    v_t = β₂ v_{t-1} + (1 − β₂) d_{t-1}² g_t²
    s_t = β₃ s_{t-1} + (d_{t-1} / d_0) λ_t g_t     (with safeguard_warmup d_{t-1} in place of λ_t)
    d_t = max(d_{t-1}, c r_t / ‖s_t‖₁),   d_t = d_{t-1} where s_t = 0
    x_t = x_{t-1} − λ λ_t x_{t-1} − λ_t m_t / (√v_t + d_t ε)

with λ the weight decay, c = estim_lr_coef and d_0 = estim_lr0.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, d0 = hp["learning_rate"], hp["b1"], hp["b2"], hp["estim_lr0"]
    if hp["mode"] not in ("paper", "optax"):
        raise ValueError(hp["mode"])
    b3, d, r = np.sqrt(b2), d0, 0.0
    x = np.array(x0, dtype=np.float64)
    first = x
    m, v, s = np.zeros_like(x), np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        correction = np.sqrt(1 - b2**t) / (1 - b1**t) if hp["mode"] == "optax" else 1.0
        rate = d * lr * correction
        r = b3 * r + (d / d0) * rate * np.sum(g * (first - x))
        m = b1 * m + (1 - b1) * d * g
        v = b2 * v + (1 - b2) * d**2 * g**2
        s = b3 * s + (d / d0) * (d if hp["safeguard_warmup"] else rate) * g
        size = np.sum(np.abs(s))
        if size > 0:
            d = max(d, hp["estim_lr_coef"] * r / size)
        x = x - hp["weight_decay"] * rate * x - rate * m / (np.sqrt(v) + d * hp["eps"])
        points.append(x)
    return np.stack(points), np.stack(points)
