"""Steepest descent with the step length that is exact on quadratics.

Cauchy 1847; Nocedal & Wright 2006, "Numerical optimization", eq. 3.26.

    α = gᵀg / |gᵀ ∇²f(x) g|,   x ← x − η α g
"""

import numpy as np


def run(oracle, x0, hp, steps) -> np.ndarray:
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for _ in range(steps):
        _, g = oracle.value_and_grad(x)
        if g.any():
            x = x - hp["learning_rate"] * (g @ g) / abs(g @ oracle.hvp(x, g)) * g
        points.append(x)
    return np.stack(points)
