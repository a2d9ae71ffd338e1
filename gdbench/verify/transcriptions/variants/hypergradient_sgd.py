"""Hypergradient descent learns the learning rate by its own gradient through the last step.

Baydin et al. 2018, "Online learning rate adaptation with hypergradient descent", arXiv:1703.04782, algorithm SGD-HD.

    η_t = η_{t-1} + β g_tᵀ g_{t-1},   η_0 the learning rate, g_0 = 0
    x_t = x_{t-1} − η_t g_t

with β the knob `hyper_rate` and the inner product over all parameters.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr = hp["learning_rate"]
    x = np.array(x0, dtype=np.float64)
    before = np.zeros_like(x)
    points = [x]
    for g in gradients:
        lr = lr + hp["hyper_rate"] * np.sum(g * before)
        x = x - lr * g
        before = g
        points.append(x)
    return np.stack(points), np.stack(points)
