"""BFGS keeps an inverse-Hessian estimate from gradient differences, here with one Armijo trial per step.

Broyden, Fletcher, Goldfarb & Shanno 1970; Nocedal & Wright 2006, algorithm 6.1 and eq. 6.17, 6.20.

    H_0 = I,  α_0 = 1 / max(1, ‖g_0‖);  d = −H g, and H ← I first if gᵀd ≥ 0;  y = x + α d
    accept if f(y) is finite and f(y) ≤ f(x) + c₁ α gᵀd:
        s = y − x,  v = g(y) − g(x);  if sᵀv > 1e-10 ‖s‖ ‖v‖:
            (before the first such update only) H ← (sᵀv / vᵀv) I
            H ← (I − ρ s vᵀ) H (I − ρ v sᵀ) + ρ s sᵀ,  ρ = 1 / sᵀv
        x ← y,  α ← 1
    reject otherwise:  α ← shrink · α
"""

import numpy as np


def run(oracle, x0, hp, steps) -> np.ndarray:
    x = np.array(x0, dtype=np.float64)
    identity = np.eye(x.size)
    f, g = oracle.value_and_grad(x)
    h, updated = identity, False
    alpha = 1 / max(1.0, np.linalg.norm(g))
    points = [x]
    for _ in range(steps):
        d = -h @ g
        if g @ d >= 0:
            h = identity
            d = -g
        y = x + alpha * d
        f_y, g_y = oracle.value_and_grad(y)
        if np.isfinite(f_y) and f_y <= f + hp["c1"] * alpha * (g @ d):
            s, v = y - x, g_y - g
            if s @ v > 1e-10 * np.linalg.norm(s) * np.linalg.norm(v):
                if not updated:
                    h = (s @ v) / (v @ v) * identity
                    updated = True
                rho = 1 / (s @ v)
                left = identity - rho * np.outer(s, v)
                h = left @ h @ left.T + rho * np.outer(s, s)
            x, f, g = y, f_y, g_y
            alpha = 1.0
        else:
            alpha = hp["shrink"] * alpha
        points.append(x)
    return np.stack(points)
