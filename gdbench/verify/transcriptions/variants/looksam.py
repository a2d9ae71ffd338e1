"""LookSAM takes SAM's step every k steps and in between reuses the part of it that is orthogonal to the gradient.

Liu et al. 2022, "Towards efficient and scalable sharpness-aware minimization", arXiv:2203.02714, algorithm 1; the
step is that of gradient descent.

    g = ∇f(x_{t-1})
    every `period` steps (t − 1 ≡ 0):  g_s = ∇f(x_{t-1} + ρ g / ‖g‖),  g_v = g_s − (g_sᵀg / ‖g‖²) g
    else:  g_s = g + α (‖g‖ / ‖g_v‖) g_v,   with the last g_v;   g where g_v = 0
    x_t = x_{t-1} − η g_s

Where g = 0 there is no perturbation and g_v = g_s.
"""

import numpy as np


def run(oracle, x0, hp, steps) -> np.ndarray:
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for t in range(1, steps + 1):
        _, g = oracle.value_and_grad(x)
        norm = np.linalg.norm(g)
        if (t - 1) % hp["period"] == 0:
            e = hp["rho"] * g / norm if norm > 0 else np.zeros_like(x)
            _, g_step = oracle.value_and_grad(x + e)
            g_v = g_step - (g_step @ g) / norm**2 * g if norm > 0 else g_step
        else:
            norm_v = np.linalg.norm(g_v)
            g_step = g + hp["alpha"] * norm / norm_v * g_v if norm_v > 0 else g
        x = x - hp["learning_rate"] * g_step
        points.append(x)
    return np.stack(points)
