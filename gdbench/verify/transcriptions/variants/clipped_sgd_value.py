"""Gradient descent with each coordinate of the gradient cut to a bound.

Mikolov 2012, "Statistical language models based on neural networks", PhD thesis; optax 0.2.8 clip.

    x_t = x_{t-1} − η max(−c, min(c, g_t))
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, bound = hp["learning_rate"], hp["max_delta"]
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for g in gradients:
        x = x - lr * np.maximum(-bound, np.minimum(bound, g))
        points.append(x)
    return np.stack(points), np.stack(points)
