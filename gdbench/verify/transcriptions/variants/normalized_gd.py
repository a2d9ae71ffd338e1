"""Normalized gradient descent takes steps of the same length along the gradient, whatever its norm over all parameters.

Nesterov 1984, "Minimization methods for nonsmooth convex and quasiconvex functions"; Hazan, Levy & Shalev-Shwartz 2015,
"Beyond convexity: stochastic quasi-convex optimization", arXiv:1507.02030, algorithm 1.

    x_t = x_{t-1} − η g_t / (‖g_t‖ + ε)
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, eps = hp["learning_rate"], hp["eps"]
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for g in gradients:
        x = x - lr * g / (np.linalg.norm(g) + eps)
        points.append(x)
    return np.stack(points), np.stack(points)
