"""Gradient descent whose learning rate falls exponentially to a given share of it at the horizon.

optax.exponential_decay without an end value: it goes on falling beyond the horizon T.

    x_t = x_{t-1} − η f^(s/T) g_t,   s = t − 1,   f = final_share
"""

import numpy as np


def factor(t, hp):
    s = t - 1
    return hp["final_share"] ** (s / hp["horizon"])


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        x = x - hp["learning_rate"] * factor(t, hp) * g
        points.append(x)
    return np.stack(points), np.stack(points)
