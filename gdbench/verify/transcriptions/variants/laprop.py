"""LaProp divides each gradient by Adam's root mean square first and averages the quotients.

Ziyin, Wang & Ueda 2020, "LaProp: separating momentum and adaptivity in Adam", arXiv:2002.04839, algorithm 1.

    v_t = β₂ v_{t-1} + (1 − β₂) g_t²,   v̂_t = v_t / (1 − β₂ᵗ)
    m_t = β₁ m_{t-1} + (1 − β₁) g_t / (√v̂_t + ε)
    x_t = x_{t-1} − η m_t / (1 − β₁ᵗ)
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, eps = hp["learning_rate"], hp["b1"], hp["b2"], hp["eps"]
    x = np.array(x0, dtype=np.float64)
    m, v = np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        v = b2 * v + (1 - b2) * g**2
        v_hat = v / (1 - b2**t)
        m = b1 * m + (1 - b1) * g / (np.sqrt(v_hat) + eps)
        x = x - lr * m / (1 - b1**t)
        points.append(x)
    return np.stack(points), np.stack(points)
