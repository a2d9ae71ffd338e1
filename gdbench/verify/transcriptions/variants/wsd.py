"""Gradient descent with a learning rate that warms up, stays, and decays linearly at the end.

Hu et al. 2024, "MiniCPM", arXiv:2404.06395; Hägele et al. 2024, arXiv:2405.18392 (linear cooldown).

    warm = min(1, (s + 1) / (w T)),   1 where w = 0;   s = t − 1,   w = warmup_share
    cool = 1 − (1 − f) q,   q = min(max((u − (1 − d)) / d, 0), 1),   u = s / T,   d = decay_share,   f = final_share
    (d = 0: cool = f where u ≥ 1, else 1)
    x_t = x_{t-1} − η min(warm, cool) g_t
"""

import numpy as np


def factor(t, hp):
    length, u, d = hp["warmup_share"] * hp["horizon"], (t - 1) / hp["horizon"], hp["decay_share"]
    warm = min(1.0, t / length) if length > 0 else 1.0
    passed = min(max((u - (1 - d)) / d, 0.0), 1.0) if d > 0 else float(u >= 1)
    return min(warm, 1 - (1 - hp["final_share"]) * passed)


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        x = x - hp["learning_rate"] * factor(t, hp) * g
        points.append(x)
    return np.stack(points), np.stack(points)
