"""Gradient descent whose learning rate is cut by a factor at regular intervals.

torch.optim.lr_scheduler.StepLR; optax.exponential_decay with staircase. It goes on falling beyond the horizon T.

    x_t = x_{t-1} − η dropᵏ g_t,   k = ⌊s / (every_share T)⌋,   s = t − 1
"""

import math

import numpy as np


def factor(t, hp):
    s = t - 1
    return hp["drop"] ** math.floor(s / (hp["every_share"] * hp["horizon"]))


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        x = x - hp["learning_rate"] * factor(t, hp) * g
        points.append(x)
    return np.stack(points), np.stack(points)
