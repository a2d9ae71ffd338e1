"""Simplified AdEMAMix adds a multiple of the gradient to its decaying sum, over Adam's root mean square.

Morwani et al. 2025, "Connections between schedule-free optimizers, AdEMAMix, and accelerated SGD variants",
arXiv:2502.02431; optax 0.2.8.

    m_t = β₁ m_{t-1} + g_t,   v_t = β₂ v_{t-1} + (1 − β₂) g_t²
    x_t = x_{t-1} − η ((m_t + α g_t) / (√(v_t / (1 − β₂ᵗ)) + ε) + λ x_{t-1})
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2 = hp["learning_rate"], hp["b1"], hp["b2"]
    alpha, eps, decay = hp["alpha"], hp["eps"], hp["weight_decay"]
    x = np.array(x0, dtype=np.float64)
    m, v = np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        m = b1 * m + g
        v = b2 * v + (1 - b2) * g**2
        x = x - lr * ((m + alpha * g) / (np.sqrt(v / (1 - b2**t)) + eps) + decay * x)
        points.append(x)
    return np.stack(points), np.stack(points)
