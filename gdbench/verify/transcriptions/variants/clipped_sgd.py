"""Clipped gradient descent shortens a gradient whose norm over all parameters exceeds a bound.

Pascanu, Mikolov & Bengio 2013, "On the difficulty of training recurrent neural networks", algorithm 1.

    x_t = x_{t-1} − η min(1, c / ‖g_t‖) g_t,   no step where g_t = 0
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None) -> tuple[np.ndarray, np.ndarray]:
    lr, max_norm = hp["learning_rate"], hp["max_norm"]
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for g in gradients:
        norm = np.linalg.norm(g)
        factor = min(1.0, max_norm / norm) if norm > 0 else 1.0
        x = x - lr * factor * g
        points.append(x)
    return np.stack(points), np.stack(points)
