"""Optimistic gradient descent corrects each step by the change of the gradient.

Mokhtari, Ozdaglar & Pattathil 2019, arXiv:1901.08511, generalised OGDA; optax 0.2.8.

    x_t = x_{t-1} − η ((α + β) g_t − β g_{t-1}),   g_0 = g_1
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, alpha, beta = hp["learning_rate"], hp["alpha"], hp["beta"]
    x = np.array(x0, dtype=np.float64)
    before = gradients[0]
    points = [x]
    for g in gradients:
        x = x - lr * ((alpha + beta) * g - beta * before)
        before = g
        points.append(x)
    return np.stack(points), np.stack(points)
