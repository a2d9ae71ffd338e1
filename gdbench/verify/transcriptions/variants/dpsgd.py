"""Differentially private gradient descent clips the gradient of each example and adds noise to their mean.

Abadi et al. 2016, "Deep learning with differential privacy", arXiv:1607.00133, algorithm 1.

    ḡ_i = g_i min(1, C / ‖g_i‖) for each of the B examples in the batch of step t;   0 where g_i = 0
    x_t = x_{t-1} − η (Σ_i ḡ_i + σ C N_t) / B,   N_t ~ N(0, I)

`oracle.gradients_each(x)` gives the g_i [B, n] of the step's batch and is asked once per step. Row t − 1 of the
normals is N_t = jax.random.normal(jax.random.fold_in(key, t), (n,), dtype).
"""

import numpy as np


def run(oracle, x0, hp, steps, normals) -> np.ndarray:
    clip = hp["l2_norm_clip"]
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for t in range(1, steps + 1):
        each = oracle.gradients_each(x)
        total = np.zeros_like(x)
        for g in each:
            norm = np.linalg.norm(g)
            total = total + (g * min(1.0, clip / norm) if norm > 0 else 0.0)
        total = total + hp["noise_multiplier"] * clip * normals[t - 1]
        x = x - hp["learning_rate"] * total / len(each)
        points.append(x)
    return np.stack(points)
