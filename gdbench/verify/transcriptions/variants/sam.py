"""Sharpness-aware minimization steps, here by gradient descent, with the gradient from the worst point nearby.

Foret et al. 2020, "Sharpness-aware minimization for efficiently improving generalization", arXiv:2010.01412,
algorithm 1 with p = 2.

    e = ρ g / ‖g‖,   g = ∇f(x_{t-1});   e = 0 where g = 0
    x_t = x_{t-1} − η ∇f(x_{t-1} + e)
"""

import numpy as np


def run(oracle, x0, hp, steps) -> np.ndarray:
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for _ in range(steps):
        _, g = oracle.value_and_grad(x)
        norm = np.linalg.norm(g)
        e = hp["rho"] * g / norm if norm > 0 else np.zeros_like(x)
        _, g_worst = oracle.value_and_grad(x + e)
        x = x - hp["learning_rate"] * g_worst
        points.append(x)
    return np.stack(points)
