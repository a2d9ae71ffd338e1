"""diffGrad slows Adam down, to no less than half, where the gradient hardly changes.

Dubey et al. 2019, "diffGrad: an optimization method for convolutional neural networks", arXiv:1909.11015.

    ξ_t = 1 / (1 + exp(−|g_{t-1} − g_t|)),   g_0 = 0
    x_t = x_{t-1} − η ξ_t m̂_t / (√v̂_t + ε),   m̂_t, v̂_t as in Adam
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, eps = hp["learning_rate"], hp["b1"], hp["b2"], hp["eps"]
    x = np.array(x0, dtype=np.float64)
    m, v, last = np.zeros_like(x), np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g**2
        m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
        friction = 1 / (1 + np.exp(-np.abs(last - g)))
        x = x - lr * friction * m_hat / (np.sqrt(v_hat) + eps)
        last = g
        points.append(x)
    return np.stack(points), np.stack(points)
