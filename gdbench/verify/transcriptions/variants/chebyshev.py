"""Chebyshev iteration chooses step and momentum of each step from the bounds of the curvature.

Golub & Varga 1961, "Chebyshev semi-iterative methods", in the form of Barrett et al. 1994, "Templates for the
solution of linear systems", section 2.3.8; L the largest and m the smallest curvature.

    d = (L + m)/2,   c = (L − m)/2
    β_1 = 0,   β_2 = (c α_1)²/2,   β_t = (c α_{t-1}/2)² from t = 3
    α_1 = 1/d,   α_t = 1/(d − β_t/α_{t-1})
    p_t = −g_t + β_t p_{t-1},   p_0 = 0
    x_t = x_{t-1} + α_t p_t

Only c² enters, so that m > L needs no rule of its own.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    d = (hp["lipschitz"] + hp["strong_convexity"]) / 2
    c = (hp["lipschitz"] - hp["strong_convexity"]) / 2
    x = np.array(x0, dtype=np.float64)
    p, alpha = np.zeros_like(x), 0.0
    points = [x]
    for t, g in enumerate(gradients, start=1):
        if t == 1:
            beta, alpha = 0.0, 1 / d
        else:
            beta = (c * alpha) ** 2 / 2 if t == 2 else (c * alpha / 2) ** 2
            alpha = 1 / (d - beta / alpha)
        p = -g + beta * p
        x = x + alpha * p
        points.append(x)
    return np.stack(points), np.stack(points)
