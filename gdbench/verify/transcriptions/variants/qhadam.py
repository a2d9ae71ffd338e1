"""QHAdam mixes the plain gradient into Adam's mean gradient, and its square into the mean square.

Ma & Yarats 2018, "Quasi-hyperbolic momentum and Adam for deep learning", arXiv:1810.06801, section 4.

    m̂_t, v̂_t as in Adam
    x_t = x_{t-1} − η ((1 − ν₁) g_t + ν₁ m̂_t) / (√((1 − ν₂) g_t² + ν₂ v̂_t) + ε)
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, eps = hp["learning_rate"], hp["b1"], hp["b2"], hp["eps"]
    nu1, nu2 = hp["nu1"], hp["nu2"]
    x = np.array(x0, dtype=np.float64)
    m, v = np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g**2
        m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
        x = x - lr * ((1 - nu1) * g + nu1 * m_hat) / (np.sqrt((1 - nu2) * g**2 + nu2 * v_hat) + eps)
        points.append(x)
    return np.stack(points), np.stack(points)
