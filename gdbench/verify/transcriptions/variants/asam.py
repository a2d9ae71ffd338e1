"""Adaptive SAM looks for the worst point in a neighbourhood that is wider along the larger coordinates.

Kwon et al. 2021, "ASAM: adaptive sharpness-aware minimization", arXiv:2102.11600, algorithm 1 with p = 2 and the
elementwise T, for all coordinates (the authors leave out biases); the step is that of gradient descent.

    T = |x_{t-1}| + η_T for each coordinate (the knob eta),   g = ∇f(x_{t-1})
    e = ρ T² g / ‖T g‖,   0 where T g = 0
    x_t = x_{t-1} − η ∇f(x_{t-1} + e)
"""

import numpy as np


def run(oracle, x0, hp, steps) -> np.ndarray:
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for _ in range(steps):
        _, g = oracle.value_and_grad(x)
        scale = np.abs(x) + hp["eta"]
        norm = np.linalg.norm(scale * g)
        e = hp["rho"] * scale**2 * g / norm if norm > 0 else np.zeros_like(x)
        _, g_worst = oracle.value_and_grad(x + e)
        x = x - hp["learning_rate"] * g_worst
        points.append(x)
    return np.stack(points)
