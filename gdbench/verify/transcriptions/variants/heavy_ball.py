"""The heavy ball keeps a velocity that already contains the learning rate.

Polyak 1964, "Some methods of speeding up the convergence of iteration methods".

    v_t = μ v_{t-1} − η g_t,   v_0 = 0
    x_t = x_{t-1} + v_t
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None) -> tuple[np.ndarray, np.ndarray]:
    lr, mu = hp["learning_rate"], hp["momentum"]
    x = np.array(x0, dtype=np.float64)
    v = np.zeros_like(x)
    points = [x]
    for g in gradients:
        v = mu * v - lr * g
        x = x + v
        points.append(x)
    return np.stack(points), np.stack(points)
