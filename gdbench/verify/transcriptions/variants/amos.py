"""Amos decays each layer's learning rate and weights by how far the layer must have come towards its known scale.

Tian & Parikh 2022, "Amos: an Adam-style optimizer with adaptive weight decay towards model-oriented scale",
arXiv:2210.11693, algorithm 1; google-research/jestimator amos.py without clipping and momentum.

    s   = mean(g_t²)
    v_t = β v_{t-1} + (1 − β) s,   r = (1 − βᵗ) / max(v_t, ε)
    c   = (1 + ¼ √ξ b_{t-1})^{-1/2},   d = (1 + ¼ √(ξ η̃) b_{t-1})^{-1}
    γ   = c ξ² r s
    w_t = w_{t-1} − d (ξ η̃ √r g_t + ½ γ w_{t-1})
    b_t = b_{t-1} + γ (1 + b_{t-1}),   v_0 = b_0 = 0

with numbers v and b for each leaf, ξ the learning rate and η̃ the scale that the weights should reach.
"""

import math

import numpy as np


def leaf_slices(shapes, size):
    sizes = [math.prod(shape) for shape in shapes] if shapes is not None else [size]
    return [slice(end - size, end) for size, end in zip(sizes, np.cumsum(sizes), strict=True)]


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    xi, beta, eps, scale = hp["learning_rate"], hp["beta"], hp["eps"], hp["scale"]
    x = np.array(x0, dtype=np.float64)
    leaves = leaf_slices(shapes, x.size)
    v, b = [0.0] * len(leaves), [0.0] * len(leaves)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        x = x.copy()
        for i, leaf in enumerate(leaves):
            squared = np.mean(g[leaf] ** 2)
            v[i] = beta * v[i] + (1 - beta) * squared
            r = (1 - beta**t) / max(v[i], eps)
            c = 1 / np.sqrt(1 + 0.25 * np.sqrt(xi) * b[i])
            d = 1 / (1 + 0.25 * np.sqrt(xi * scale) * b[i])
            gamma = c * xi**2 * r * squared
            x[leaf] = x[leaf] - d * (xi * scale * np.sqrt(r) * g[leaf] + 0.5 * gamma * x[leaf])
            b[i] = b[i] + gamma * (1 + b[i])
        points.append(x)
    return np.stack(points), np.stack(points)
