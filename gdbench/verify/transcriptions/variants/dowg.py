"""DoWG is DoG with every squared gradient norm weighted by the squared distance estimate of its time.

Khaled, Mishchenko & Jin 2023, "DoWG unleashed", arXiv:2305.16284, algorithm 1, with ε where
optax 0.2.8 contrib.dowg has it.

    R_t = max(R_{t-1}, ‖x_{t-1} − x₀‖²),   R_0 = ε
    v_t = v_{t-1} + R_t ‖g_t‖²,   v_0 = 0
    x_t = x_{t-1} − η R_t / (√v_t + ε) g_t
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, eps = hp["learning_rate"], hp["eps"]
    x = np.array(x0, dtype=np.float64)
    first = x
    distance, total = eps, 0.0
    points = [x]
    for g in gradients:
        distance = max(distance, np.sum((x - first) ** 2))
        total = total + distance * np.sum(g**2)
        x = x - lr * distance / (np.sqrt(total) + eps) * g
        points.append(x)
    return np.stack(points), np.stack(points)
