"""Quasi-hyperbolic momentum steps along a weighted mean of the gradient and its moving average.

Ma & Yarats 2018, "Quasi-hyperbolic momentum and Adam for deep learning", arXiv:1810.06801, algorithm QHM.

    m_t = β m_{t-1} + (1 − β) g_t,   m_0 = 0
    x_t = x_{t-1} − η ((1 − ν) g_t + ν m_t)

with β the momentum.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, beta, nu = hp["learning_rate"], hp["momentum"], hp["nu"]
    x = np.array(x0, dtype=np.float64)
    m = np.zeros_like(x)
    points = [x]
    for g in gradients:
        m = beta * m + (1 - beta) * g
        x = x - lr * ((1 - nu) * g + nu * m)
        points.append(x)
    return np.stack(points), np.stack(points)
