"""GSAM steps with SAM's gradient less a part of the plain gradient that is orthogonal to it, to close their gap.

Zhuang et al. 2022, "Surrogate gap minimization improves sharpness-aware training", arXiv:2203.08065, algorithm 1
with a constant ρ; the step is that of gradient descent.

    e = ρ g / ‖g‖,   g = ∇f(x_{t-1});   e = 0 where g = 0
    g_p = ∇f(x_{t-1} + e),   g_⊥ = g − (gᵀg_p / ‖g_p‖²) g_p   (g where g_p = 0)
    x_t = x_{t-1} − η (g_p − α g_⊥)
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
        squared = g_worst @ g_worst
        orthogonal = g - (g @ g_worst) / squared * g_worst if squared > 0 else g
        x = x - hp["learning_rate"] * (g_worst - hp["alpha"] * orthogonal)
        points.append(x)
    return np.stack(points)
