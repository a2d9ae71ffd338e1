"""Optimistic Adam corrects each Adam step by the change of Adam's direction.

Daskalakis et al. 2017, "Training GANs with optimism", arXiv:1711.00141, as optax.optimistic_adam_v2 of optax 0.2.8.

    m_t = β₁ m_{t-1} + (1 − β₁) g_t,   v_t = β₂ v_{t-1} + (1 − β₂) g_t²
    m̂_t = m_t / (1 − β₁ᵗ), with nesterov  β₁ m_t / (1 − β₁ᵗ⁺¹) + (1 − β₁) g_t / (1 − β₁ᵗ)
    r_t = m̂_t / (√(v_t / (1 − β₂ᵗ)) + ε),   r_0 = r_1
    x_t = x_{t-1} − η ((α + β) r_t − β r_{t-1})
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, alpha, beta = hp["learning_rate"], hp["alpha"], hp["beta"]
    b1, b2, eps = hp["b1"], hp["b2"], hp["eps"]
    x = np.array(x0, dtype=np.float64)
    m, v, before = np.zeros_like(x), np.zeros_like(x), None
    points = [x]
    for t, g in enumerate(gradients, start=1):
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g**2
        if hp["nesterov"]:
            m_hat = b1 * m / (1 - b1 ** (t + 1)) + (1 - b1) * g / (1 - b1**t)
        else:
            m_hat = m / (1 - b1**t)
        r = m_hat / (np.sqrt(v / (1 - b2**t)) + eps)
        before = r if before is None else before
        x = x - lr * ((alpha + beta) * r - beta * before)
        before = r
        points.append(x)
    return np.stack(points), np.stack(points)
