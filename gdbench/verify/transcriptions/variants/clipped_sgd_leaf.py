"""Gradient descent that shortens the gradient of every layer whose norm exceeds a bound.

Pascanu, Mikolov & Bengio 2013, "On the difficulty of training recurrent neural networks", algorithm 1, per leaf.

    w_t = w_{t-1} − η min(1, c / ‖g_t‖) g_t,   no step where ‖g_t‖ = 0

separately for each leaf.
"""

import math

import numpy as np


def leaf_slices(shapes, size):
    sizes = [math.prod(shape) for shape in shapes] if shapes is not None else [size]
    return [slice(end - size, end) for size, end in zip(sizes, np.cumsum(sizes), strict=True)]


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, max_norm = hp["learning_rate"], hp["max_norm"]
    x = np.array(x0, dtype=np.float64)
    leaves = leaf_slices(shapes, x.size)
    points = [x]
    for g in gradients:
        x = x.copy()
        for leaf in leaves:
            norm = np.linalg.norm(g[leaf])
            factor = min(1.0, max_norm / norm) if norm > 0 else 1.0
            x[leaf] = x[leaf] - lr * factor * g[leaf]
        points.append(x)
    return np.stack(points), np.stack(points)
