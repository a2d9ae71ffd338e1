"""Adamax is Adam with a decaying maximum of the gradient's size in place of the root mean square.

Kingma & Ba 2014, arXiv:1412.6980, algorithm 2; ε inside the maximum as in torch and optax.

    m_t = β₁ m_{t-1} + (1 − β₁) g_t
    u_t = max(β₂ u_{t-1}, |g_t| + ε)
    x_t = x_{t-1} − η / (1 − β₁ᵗ) · m_t / u_t
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, eps = hp["learning_rate"], hp["b1"], hp["b2"], hp["eps"]
    x = np.array(x0, dtype=np.float64)
    m, u = np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        m = b1 * m + (1 - b1) * g
        u = np.maximum(b2 * u, np.abs(g) + eps)
        x = x - lr / (1 - b1**t) * m / u
        points.append(x)
    return np.stack(points), np.stack(points)
