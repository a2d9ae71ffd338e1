"""Gradient descent whose learning rate goes linearly up and down between a share of it and all of it.

Smith 2015, "Cyclical learning rates for training neural networks", arXiv:1506.01186, the triangular policy; as
torch's CyclicLR it goes on beyond the horizon T.

    p = s / L mod 1,   L = T / cycles,   s = t − 1
    x_t = x_{t-1} − η (low_share + (1 − low_share) (1 − |2p − 1|)) g_t
"""

import numpy as np


def factor(t, hp):
    p = (t - 1) / (hp["horizon"] / hp["cycles"]) % 1.0
    return hp["low_share"] + (1 - hp["low_share"]) * (1 - abs(2 * p - 1))


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        x = x - hp["learning_rate"] * factor(t, hp) * g
        points.append(x)
    return np.stack(points), np.stack(points)
