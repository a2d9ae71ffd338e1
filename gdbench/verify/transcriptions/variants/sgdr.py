"""Gradient descent whose learning rate falls along a cosine and then restarts, in cycles of equal length.

Loshchilov & Hutter 2016, "SGDR: stochastic gradient descent with warm restarts", arXiv:1608.03983, eq. 5; as
optax.sgdr_schedule the last cycle has no restart after it.

    k = min(⌊s / L⌋, cycles − 1),   L = T / cycles,   u = min(s / L − k, 1),   s = t − 1,   f = final_share
    x_t = x_{t-1} − η (f + (1 − f) ½ (1 + cos πu)) g_t
"""

import math

import numpy as np


def factor(t, hp):
    passed = (t - 1) / (hp["horizon"] / hp["cycles"])
    u = min(passed - min(math.floor(passed), hp["cycles"] - 1), 1.0)
    return hp["final_share"] + (1 - hp["final_share"]) * 0.5 * (1 + math.cos(math.pi * u))


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        x = x - hp["learning_rate"] * factor(t, hp) * g
        points.append(x)
    return np.stack(points), np.stack(points)
