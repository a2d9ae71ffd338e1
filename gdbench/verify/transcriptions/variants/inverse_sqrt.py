"""Gradient descent whose learning rate falls with the root of the step number.

Zinkevich 2003, "Online convex programming and generalized infinitesimal gradient ascent", theorem 1.

    x_t = x_{t-1} − η / √t g_t
"""

import math

import numpy as np


def factor(t, hp):
    return 1 / math.sqrt(t)


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        x = x - hp["learning_rate"] * factor(t, hp) * g
        points.append(x)
    return np.stack(points), np.stack(points)
