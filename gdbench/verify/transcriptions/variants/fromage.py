"""Fromage takes steps as long as a share of each layer's norm and shrinks the result so that norms do not grow.

Bernstein et al. 2020, "On the distance between two neural networks and the stability of learning",
arXiv:2002.03432, algorithm 1; the floor under both norms is that of optax 0.2.8.

    r   = max(‖w‖, δ) / max(‖g‖, δ)
    w_t = (w_{t-1} − η r g_t) / √(1 + η²)

separately for each leaf, with δ the smallest norm.
"""

import math

import numpy as np


def leaf_slices(shapes, size):
    sizes = [math.prod(shape) for shape in shapes] if shapes is not None else [size]
    return [slice(end - size, end) for size, end in zip(sizes, np.cumsum(sizes), strict=True)]


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, floor = hp["learning_rate"], hp["min_norm"]
    x = np.array(x0, dtype=np.float64)
    leaves = leaf_slices(shapes, x.size)
    points = [x]
    for g in gradients:
        x = x.copy()
        for leaf in leaves:
            ratio = max(np.linalg.norm(x[leaf]), floor) / max(np.linalg.norm(g[leaf]), floor)
            x[leaf] = (x[leaf] - lr * ratio * g[leaf]) / np.sqrt(1 + lr**2)
        points.append(x)
    return np.stack(points), np.stack(points)
