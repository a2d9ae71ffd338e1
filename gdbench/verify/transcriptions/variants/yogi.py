"""Yogi moves Adam's mean square by steps of the squared gradient's own size, so that it cannot jump.

Zaheer et al. 2018, "Adaptive methods for nonconvex optimization", NeurIPS, algorithm 2.

    m_t = β₁ m_{t-1} + (1 − β₁) g_t
    v_t = v_{t-1} − (1 − β₂) sign(v_{t-1} − g_t²) g_t²
    paper:  m_0 = 0, v_0 = g_1² (section 5 of the paper),   x_t = x_{t-1} − η m_t / (√v_t + ε)
    optax:  m_0 = v_0 = 1e-6,   x_t = x_{t-1} − η m̂_t / (√v̂_t + ε),  m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ)
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, eps = hp["learning_rate"], hp["b1"], hp["b2"], hp["eps"]
    x = np.array(x0, dtype=np.float64)
    if hp["mode"] == "paper":
        m, v = np.zeros_like(x), gradients[0] ** 2
    elif hp["mode"] == "optax":
        m, v = np.full_like(x, 1e-6), np.full_like(x, 1e-6)
    else:
        raise ValueError(hp["mode"])
    points = [x]
    for t, g in enumerate(gradients, start=1):
        m = b1 * m + (1 - b1) * g
        v = v - (1 - b2) * np.sign(v - g**2) * g**2
        if hp["mode"] == "paper":
            x = x - lr * m / (np.sqrt(v) + eps)
        else:
            x = x - lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps)
        points.append(x)
    return np.stack(points), np.stack(points)
