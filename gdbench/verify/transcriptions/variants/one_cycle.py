"""Gradient descent whose learning rate rises along a cosine to its peak and falls along another far below its start.

Smith & Topin 2017, "Super-convergence", arXiv:1708.07120, as optax.cosine_onecycle_schedule (torch's OneCycleLR ends
both phases one step earlier), with a peak that need not be at a whole step.

    a = 1 / start_div,   b = a / final_div,   P = peak_at T,   s = t − 1
    factor = from a to 1 over 0 ≤ s < P, from 1 to b over P ≤ s < T, each as end + (start − end) ½ (1 + cos πq)
    with q the share of the phase that has passed;  b where s ≥ T
    x_t = x_{t-1} − η factor g_t
"""

import math

import numpy as np


def factor(t, hp):
    s, peak, horizon = t - 1, hp["peak_at"] * hp["horizon"], hp["horizon"]
    low = 1 / hp["start_div"]
    final = low / hp["final_div"]
    if s >= horizon:
        return final
    if s < peak:
        return 1 + (low - 1) * 0.5 * (1 + math.cos(math.pi * s / peak))
    return final + (1 - final) * 0.5 * (1 + math.cos(math.pi * (s - peak) / (horizon - peak)))


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        x = x - hp["learning_rate"] * factor(t, hp) * g
        points.append(x)
    return np.stack(points), np.stack(points)
