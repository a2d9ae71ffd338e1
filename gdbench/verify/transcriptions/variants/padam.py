"""Padam divides Adam's mean gradient by a power between 0 and ½ of the mean square.

Chen et al. 2018, "Closing the generalization gap of adaptive gradient methods", arXiv:1806.06763, in plain form:
Adam's bias corrections and ε, and not the largest v̂ so far as in the paper's algorithm 1.

    m̂_t, v̂_t as in Adam
    x_t = x_{t-1} − η m̂_t / (v̂_tᵖ + ε),   p = power
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
        m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
        x = x - lr * m_hat / (v_hat ** hp["power"] + eps)
        points.append(x)
    return np.stack(points), np.stack(points)
