"""ALI-G takes Polyak's step towards the value zero, but none longer than a maximum, with Nesterov's momentum.

Berrada, Zisserman & Kumar 2020, "Training neural networks for and by interpolation", arXiv:1906.05661, as in the
authors' code (alig/th/alig.py, standard momentum); the values must not be negative.

    γ_t = min(η, f_t / (‖g_t‖² + ε))
    v_t = μ v_{t-1} − γ_t g_t,   v_0 = 0
    x_t = x_{t-1} − γ_t g_t + μ v_t
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, mu, eps = hp["learning_rate"], hp["momentum"], hp["eps"]
    x = np.array(x0, dtype=np.float64)
    v = np.zeros_like(x)
    points = [x]
    for g, value in zip(gradients, values, strict=True):
        step = min(lr, value / (np.sum(g**2) + eps))
        v = mu * v - step * g
        x = x - step * g + mu * v
        points.append(x)
    return np.stack(points), np.stack(points)
