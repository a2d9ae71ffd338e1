"""Gradient descent with a constant factor on its learning rate.

torch.optim.lr_scheduler.ConstantLR without an end; optax.constant_schedule.

    x_t = x_{t-1} − η c g_t
"""

import numpy as np


def factor(t, hp):
    return hp["factor"]


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        x = x - hp["learning_rate"] * factor(t, hp) * g
        points.append(x)
    return np.stack(points), np.stack(points)
