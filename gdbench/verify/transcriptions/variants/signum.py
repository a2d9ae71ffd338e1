"""Signum moves every coordinate by the learning rate against the sign of its mean gradient.

Bernstein et al. 2018, "signSGD: compressed optimisation for non-convex problems", arXiv:1802.04434, algorithm 2.

    m_t = β m_{t-1} + (1 − β) g_t,   m_0 = 0
    x_t = x_{t-1} − η sign(m_t),     sign(0) = 0
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, beta = hp["learning_rate"], hp["beta"]
    x = np.array(x0, dtype=np.float64)
    m = np.zeros_like(x)
    points = [x]
    for g in gradients:
        m = beta * m + (1 - beta) * g
        x = x - lr * np.sign(m)
        points.append(x)
    return np.stack(points), np.stack(points)
