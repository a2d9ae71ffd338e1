"""Barzilai and Borwein take as step size the number that best fits the last step to the last change of gradient.

Barzilai & Borwein 1988, "Two-point step size gradient methods", IMA J. Numer. Anal. 8; alternating:
Dai & Fletcher 2005, "Projected Barzilai–Borwein methods for large-scale box-constrained quadratic programming".

    s = x_{t-1} − x_{t-2},   y = g_t − g_{t-1}
    bb1: α_t = s·s / s·y,   bb2: α_t = s·y / y·y,   alternating: bb1 at odd t, bb2 at even t
    α_t = α_{t-1} where s·y ≤ 0 or the quotient is not finite,   α_1 = η
    x_t = x_{t-1} − α_t g_t
"""

import numpy as np


def quotient(s, y, rule, t):
    if rule == "alternating":
        rule = "bb1" if t % 2 == 1 else "bb2"
    if rule == "bb1":
        return np.sum(s * s) / np.sum(s * y)
    if rule == "bb2":
        return np.sum(s * y) / np.sum(y * y)
    raise ValueError(rule)


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    x = np.array(x0, dtype=np.float64)
    rate, x_old, g_old = hp["learning_rate"], None, None
    points = [x]
    for t, g in enumerate(gradients, start=1):
        if t > 1 and np.sum((x - x_old) * (g - g_old)) > 0:
            new = quotient(x - x_old, g - g_old, hp["rule"], t)
            rate = new if np.isfinite(new) else rate
        x_old, g_old = x, g
        x = x - rate * g
        points.append(x)
    return np.stack(points), np.stack(points)
