"""Gradient descent whose learning rate rises linearly to its full value, from a first step that is not zero.

Goyal et al. 2017, "Accurate, large minibatch SGD", arXiv:1706.02677, section 2.2.

    x_t = x_{t-1} − η min(1, (s + 1) / (w T)) g_t,   s = t − 1,   w = warmup_share (1 where w = 0)
"""

import numpy as np


def factor(t, hp):
    length = hp["warmup_share"] * hp["horizon"]
    return min(1.0, t / length) if length > 0 else 1.0


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        x = x - hp["learning_rate"] * factor(t, hp) * g
        points.append(x)
    return np.stack(points), np.stack(points)
