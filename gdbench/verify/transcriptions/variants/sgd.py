"""Gradient descent takes a fixed multiple of the negative gradient.

Robbins & Monro 1951, "A stochastic approximation method"; Cauchy 1847.

    x_t = x_{t-1} − η g_t
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None) -> tuple[np.ndarray, np.ndarray]:
    lr = hp["learning_rate"]
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for g in gradients:
        x = x - lr * g
        points.append(x)
    return np.stack(points), np.stack(points)
