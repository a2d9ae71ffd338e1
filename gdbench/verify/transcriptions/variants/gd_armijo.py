"""Gradient descent with Armijo's sufficient-decrease test, one trial point per step.

Armijo 1966, "Minimization of functions having Lipschitz continuous first partial derivatives".

    y = x − α g,   α_0 = learning_rate
    accept if f(y) is finite and f(y) ≤ f(x) − c₁ α ‖g‖²:   x ← y,  α ← growth · α
    reject otherwise:                                       x stays, α ← shrink · α
"""

import numpy as np


def run(oracle, x0, hp, steps) -> np.ndarray:
    x = np.array(x0, dtype=np.float64)
    f, g = oracle.value_and_grad(x)
    alpha = hp["learning_rate"]
    points = [x]
    for _ in range(steps):
        y = x - alpha * g
        f_y, g_y = oracle.value_and_grad(y)
        if np.isfinite(f_y) and f_y <= f - hp["c1"] * alpha * (g @ g):
            x, f, g = y, f_y, g_y
            alpha = hp["growth"] * alpha
        else:
            alpha = hp["shrink"] * alpha
        points.append(x)
    return np.stack(points)
