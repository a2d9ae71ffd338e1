"""DoG sets the step size to the largest distance from the start over the root of the summed squared gradient norms.

Ivgi, Hinder & Carmon 2023, "DoG is SGD's best friend", arXiv:2302.12022; the last iterate is the answer.

    r_t = max(r_{t-1}, ‖x_{t-1} − x₀‖),   r_0 = reps_rel (1 + ‖x₀‖)
    G_t = G_{t-1} + ‖g_t‖²,   G_0 = 0
    x_t = x_{t-1} − η r_t / √(G_t + ε) g_t
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, eps = hp["learning_rate"], hp["eps"]
    x = np.array(x0, dtype=np.float64)
    first = x
    distance, total = hp["reps_rel"] * (1 + np.linalg.norm(x)), 0.0
    points = [x]
    for g in gradients:
        distance = max(distance, np.linalg.norm(x - first))
        total = total + np.sum(g**2)
        x = x - lr * distance / np.sqrt(total + eps) * g
        points.append(x)
    return np.stack(points), np.stack(points)
