"""NovoGrad divides each layer's gradient by a running mean of its norm before it enters the momentum.

Ginsburg et al. 2019, "Stochastic gradient methods with layer-wise adaptive moments", arXiv:1905.11286, algorithm 1.

    v_t = β₂ v_{t-1} + (1 − β₂) ‖g_t‖²,                v_1 = ‖g_1‖²
    m_t = β₁ m_{t-1} + g_t / (√v_t + ε) + λ w_{t-1},   m_0 = 0
    w_t = w_{t-1} − η m_t

with a number v for each leaf.
"""

import math

import numpy as np


def leaf_slices(shapes, size):
    sizes = [math.prod(shape) for shape in shapes] if shapes is not None else [size]
    return [slice(end - size, end) for size, end in zip(sizes, np.cumsum(sizes), strict=True)]


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, eps, decay = (hp[k] for k in ("learning_rate", "b1", "b2", "eps", "weight_decay"))
    x = np.array(x0, dtype=np.float64)
    m = np.zeros_like(x)
    leaves = leaf_slices(shapes, x.size)
    v = [0.0] * len(leaves)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        x, m = x.copy(), m.copy()
        for i, leaf in enumerate(leaves):
            squared = np.sum(g[leaf] ** 2)
            v[i] = squared if t == 1 else b2 * v[i] + (1 - b2) * squared
            m[leaf] = b1 * m[leaf] + g[leaf] / (np.sqrt(v[i]) + eps) + decay * x[leaf]
            x[leaf] = x[leaf] - lr * m[leaf]
        points.append(x)
    return np.stack(points), np.stack(points)
