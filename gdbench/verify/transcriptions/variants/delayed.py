"""Delayed gradient descent steps with the gradient of some steps ago, as a slow worker would deliver it.

Langford, Smola & Zinkevich 2009, "Slow learners are fast", arXiv:0911.0491; Agarwal & Duchi 2011.

    x_t = x_{t-1} − η g_{t−τ},   with g_s = 0 for s ≤ 0

where g_s is the gradient taken at x_{s-1}.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for t in range(1, len(gradients) + 1):
        seen = t - int(hp["delay"])
        g = gradients[seen - 1] if seen >= 1 else np.zeros_like(x)
        x = x - hp["learning_rate"] * g
        points.append(x)
    return np.stack(points), np.stack(points)
