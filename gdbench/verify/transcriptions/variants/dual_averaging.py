"""Dual averaging steps from the start along the sum of all gradients.

Nesterov 2009, "Primal-dual subgradient methods for convex problems", simple dual averaging with the distance
½‖x − x_0‖² and weights √t.

    z_t = z_{t-1} + g_t,   z_0 = 0
    x_t = x_0 − (η/√t) z_t
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr = hp["learning_rate"]
    x = np.array(x0, dtype=np.float64)
    first, z = x, np.zeros_like(x)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        z = z + g
        x = first - lr / np.sqrt(t) * z
        points.append(x)
    return np.stack(points), np.stack(points)
