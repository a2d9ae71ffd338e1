"""Gradient descent whose learning rate falls with the inverse of the time that has passed.

Robbins & Monro 1951; tf.keras' InverseTimeDecay. It goes on falling beyond the horizon T.

    x_t = x_{t-1} − η / (1 + decay s / T) g_t,   s = t − 1
"""

import numpy as np


def factor(t, hp):
    s = t - 1
    return 1 / (1 + hp["decay"] * s / hp["horizon"])


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        x = x - hp["learning_rate"] * factor(t, hp) * g
        points.append(x)
    return np.stack(points), np.stack(points)
