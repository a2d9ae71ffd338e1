"""SVRG corrects each sample gradient by the same sample's gradient at a snapshot and the full gradient there.

Johnson & Zhang 2013, "Accelerating stochastic gradient descent using predictive variance reduction", NIPS,
option I.

    every `period` steps (t − 1 ≡ 0):  x̃ ← x_{t-1},  μ ← ∇f(x̃)
    v_t = ∇f_{i_t}(x_{t-1}) − ∇f_{i_t}(x̃) + μ
    x_t = x_{t-1} − η v_t
"""

import numpy as np


def run(full_gradient, sample_gradient, x0, hp, steps) -> np.ndarray:
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for t in range(1, steps + 1):
        if (t - 1) % hp["period"] == 0:
            snapshot = x
            mu = full_gradient(snapshot)
        v = sample_gradient(x, t) - sample_gradient(snapshot, t) + mu
        x = x - hp["learning_rate"] * v
        points.append(x)
    return np.stack(points)
