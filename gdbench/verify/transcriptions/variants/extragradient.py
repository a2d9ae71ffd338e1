"""The extragradient method steps from where it is with the gradient of where a gradient step would lead.

Korpelevich 1976, "The extragradient method for finding saddle points and other problems".

    y = x_{t-1} − η ∇f(x_{t-1})
    x_t = x_{t-1} − η ∇f(y)
"""

import numpy as np


def run(oracle, x0, hp, steps) -> np.ndarray:
    lr = hp["learning_rate"]
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for _ in range(steps):
        _, g = oracle.value_and_grad(x)
        _, g_ahead = oracle.value_and_grad(x - lr * g)
        x = x - lr * g_ahead
        points.append(x)
    return np.stack(points)
