"""Grams takes the size of Adam's step and the sign of the gradient.

Cao, Li & Song 2024, "Grams: gradient descent with adaptive momentum scaling", arXiv:2412.17107, algorithm 1.

    m_t = β₁ m_{t-1} + (1 − β₁) g_t,   v_t = β₂ v_{t-1} + (1 − β₂) g_t²
    u_t = (m_t / (1 − β₁ᵗ)) / (√(v_t / (1 − β₂ᵗ)) + ε)
    x_t = x_{t-1} − η (|u_t| sign(g_t) + λ x_{t-1}),   sign(0) = 0
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, eps = hp["learning_rate"], hp["b1"], hp["b2"], hp["eps"]
    x = np.array(x0, dtype=np.float64)
    m, v = np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g**2
        u = m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps)
        x = x - lr * (np.abs(u) * np.sign(g) + hp["weight_decay"] * x)
        points.append(x)
    return np.stack(points), np.stack(points)
