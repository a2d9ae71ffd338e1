"""Perturbed gradient descent adds a random displacement of fixed length where the gradient is small.

Jin et al. 2017, "How to escape saddle points efficiently", arXiv:1703.00887, simplified: ξ is uniform on the
sphere rather than in the ball, the step after it uses the gradient from before it, and no run ends early.

    if ‖g_t‖ ≤ threshold and (no perturbation yet, or t − t_last ≥ period):
        ξ = radius · N_t / ‖N_t‖,   t_last = t      (else ξ = 0; N_t ~ N(0, I))
    x_t = x_{t-1} + ξ − η g_t

with norms over all parameters.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, radius, period = hp["learning_rate"], hp["radius"], int(hp["period"])
    x = np.array(x0, dtype=np.float64)
    last = None
    points = [x]
    for t, (g, normal) in enumerate(zip(gradients, noise, strict=True), start=1):
        rested = last is None or t - last >= period
        if np.linalg.norm(g) <= hp["threshold"] and rested:
            x = x + radius * normal / np.linalg.norm(normal)
            last = t
        x = x - lr * g
        points.append(x)
    return np.stack(points), np.stack(points)
