"""AdamW is Adam with a weight decay that bypasses the moments and is scaled by the learning rate.

Loshchilov & Hutter 2019, "Decoupled weight decay regularization", arXiv:1711.05101, algorithm 2, with the
decay multiplied by the learning rate as torch and optax do (the paper multiplies it by the schedule only).

    m_t = β₁ m_{t-1} + (1 − β₁) g_t,    m̂_t = m_t / (1 − β₁ᵗ)
    v_t = β₂ v_{t-1} + (1 − β₂) g_t²,   v̂_t = v_t / (1 − β₂ᵗ)
    x_t = x_{t-1} − η (m̂_t / (√v̂_t + ε) + λ x_{t-1})
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, eps = hp["learning_rate"], hp["b1"], hp["b2"], hp["eps"]
    decay = hp["weight_decay"]
    x = np.array(x0, dtype=np.float64)
    m, v = np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g**2
        m_hat = m / (1 - b1**t)
        v_hat = v / (1 - b2**t)
        x = x - lr * (m_hat / (np.sqrt(v_hat) + eps) + decay * x)
        points.append(x)
    return np.stack(points), np.stack(points)
