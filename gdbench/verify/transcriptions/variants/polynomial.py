"""Gradient descent whose learning rate falls as a power of the remaining share of the horizon.

optax.polynomial_schedule; torch.optim.lr_scheduler.PolynomialLR (where f = 0).

    x_t = x_{t-1} − η ((1 − f) (1 − u)^p + f) g_t,   u = min(s / T, 1),   s = t − 1,   f = final_share
"""

import numpy as np


def factor(t, hp):
    u = min((t - 1) / hp["horizon"], 1.0)
    return (1 - hp["final_share"]) * (1 - u) ** hp["power"] + hp["final_share"]


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        x = x - hp["learning_rate"] * factor(t, hp) * g
        points.append(x)
    return np.stack(points), np.stack(points)
