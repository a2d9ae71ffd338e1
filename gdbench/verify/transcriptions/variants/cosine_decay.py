"""Gradient descent whose learning rate falls along half a cosine.

Loshchilov & Hutter 2016, "SGDR", arXiv:1608.03983, eq. 5 without restarts; optax.cosine_decay_schedule.

    x_t = x_{t-1} − η (f + (1 − f) ½ (1 + cos πu)) g_t,   u = min(s / T, 1),   s = t − 1,   f = final_share
"""

import math

import numpy as np


def factor(t, hp):
    u = min((t - 1) / hp["horizon"], 1.0)
    return hp["final_share"] + (1 - hp["final_share"]) * 0.5 * (1 + math.cos(math.pi * u))


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        x = x - hp["learning_rate"] * factor(t, hp) * g
        points.append(x)
    return np.stack(points), np.stack(points)
