"""Aggregated momentum steps along the mean of several momentum buffers with different decays.

Lucas et al. 2018, "Aggregated momentum: stability through passive damping", arXiv:1804.00325, eq. 2, with
the exponential choice of decays β_k = 1 − 0.1ᵏ.

    v_{k,t} = β_k v_{k,t-1} + g_t,   v_{k,0} = 0,   k = 0, …, K − 1
    x_t = x_{t-1} − (η / K) Σ_k v_{k,t}
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, count = hp["learning_rate"], int(hp["K"])
    x = np.array(x0, dtype=np.float64)
    betas = [1 - 0.1**k for k in range(count)]
    buffers = [np.zeros_like(x) for _ in betas]
    points = [x]
    for g in gradients:
        buffers = [beta * v + g for beta, v in zip(betas, buffers, strict=True)]
        x = x - lr / count * sum(buffers)
        points.append(x)
    return np.stack(points), np.stack(points)
