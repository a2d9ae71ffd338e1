"""AdaGrad-Norm divides the step by the root of the summed squared norms of all gradients so far, one number for all.

Ward, Wu & Bottou 2018, "AdaGrad stepsizes: sharp convergence over nonconvex landscapes", arXiv:1806.01811, algorithm 1,
with ε added to the root.

    b_t² = b_{t-1}² + ‖g_t‖²,   b_0 = initial
    x_t  = x_{t-1} − η g_t / (b_t + ε)
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, eps = hp["learning_rate"], hp["eps"]
    x = np.array(x0, dtype=np.float64)
    squared = hp["initial"] ** 2
    points = [x]
    for g in gradients:
        squared = squared + np.sum(g**2)
        x = x - lr * g / (np.sqrt(squared) + eps)
        points.append(x)
    return np.stack(points), np.stack(points)
