"""L-DoG is DoG for each layer: distance from the start over the root of the summed squared gradient norms.

Ivgi, Hinder & Carmon 2023, "DoG is SGD's best friend", arXiv:2302.12022 (L-DoG); the last iterate is the answer.

    r_t = max(r_{t-1}, ‖w_{t-1} − w₀‖),   r_0 = reps_rel (1 + ‖w₀‖)
    G_t = G_{t-1} + ‖g_t‖²,   G_0 = 0
    w_t = w_{t-1} − η r_t / √(G_t + ε) g_t

separately for each leaf.
"""

import math

import numpy as np


def leaf_slices(shapes, size):
    sizes = [math.prod(shape) for shape in shapes] if shapes is not None else [size]
    return [slice(end - size, end) for size, end in zip(sizes, np.cumsum(sizes), strict=True)]


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, eps = hp["learning_rate"], hp["eps"]
    x = np.array(x0, dtype=np.float64)
    first = x
    leaves = leaf_slices(shapes, x.size)
    distance = [hp["reps_rel"] * (1 + np.linalg.norm(first[leaf])) for leaf in leaves]
    total = [0.0] * len(leaves)
    points = [x]
    for g in gradients:
        x = x.copy()
        for i, leaf in enumerate(leaves):
            distance[i] = max(distance[i], np.linalg.norm(x[leaf] - first[leaf]))
            total[i] = total[i] + np.sum(g[leaf] ** 2)
            x[leaf] = x[leaf] - lr * distance[i] / np.sqrt(total[i] + eps) * g[leaf]
        points.append(x)
    return np.stack(points), np.stack(points)
