"""Cautious weight decay, here around Adam, decays only the coordinates that the step does not push away from zero.

Chen et al. 2025, "Cautious weight decay", arXiv:2510.12402, algorithm 1.

    u = m̂ / (√v̂ + ε),   Adam's direction
    x_t = x_{t-1} − η (u + λ 1[u x_{t-1} ≥ 0] x_{t-1}),   the indicator for each coordinate

A coordinate without a step (u = 0) is decayed.
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
        m_hat = m / (1 - b1**t)
        v_hat = v / (1 - b2**t)
        u = m_hat / (np.sqrt(v_hat) + eps)
        decayed = np.where(u * x >= 0, x, 0.0)
        x = x - lr * (u + hp["cautious_decay"] * decayed)
        points.append(x)
    return np.stack(points), np.stack(points)
