"""AdaBelief divides the mean gradient by the root of its mean squared error as a forecast of the gradient.

Zhuang et al. 2020, "AdaBelief optimizer", arXiv:2010.07468, algorithm 2; optax 0.2.8 for ε̄ and Nesterov.

    m_t = β₁ m_{t-1} + (1 − β₁) g_t
    s_t = β₂ s_{t-1} + (1 − β₂) (g_t − m_t)² + ε̄,   ŝ_t = s_t / (1 − β₂ᵗ),   with ε̄ = eps_root
    m̂_t = m_t / (1 − β₁ᵗ), or with nesterov  β₁ m_t / (1 − β₁ᵗ⁺¹) + (1 − β₁) g_t / (1 − β₁ᵗ)
    x_t = x_{t-1} − η m̂_t / (√ŝ_t + ε)
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, eps, eps_root = hp["learning_rate"], hp["b1"], hp["b2"], hp["eps"], hp["eps_root"]
    x = np.array(x0, dtype=np.float64)
    m, s = np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        m = b1 * m + (1 - b1) * g
        s = b2 * s + (1 - b2) * (g - m) ** 2 + eps_root
        if hp["nesterov"]:
            m_hat = b1 * m / (1 - b1 ** (t + 1)) + (1 - b1) * g / (1 - b1**t)
        else:
            m_hat = m / (1 - b1**t)
        s_hat = s / (1 - b2**t)
        x = x - lr * m_hat / (np.sqrt(s_hat) + eps)
        points.append(x)
    return np.stack(points), np.stack(points)
