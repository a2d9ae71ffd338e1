"""Sign descent moves every coordinate by the learning rate against the sign of its gradient.

Bernstein et al. 2018, "signSGD: compressed optimisation for non-convex problems", arXiv:1802.04434, algorithm 1.

    x_t = x_{t-1} − η sign(g_t),   sign(0) = 0
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr = hp["learning_rate"]
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for g in gradients:
        x = x - lr * np.sign(g)
        points.append(x)
    return np.stack(points), np.stack(points)
