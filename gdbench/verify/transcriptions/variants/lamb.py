"""LAMB gives each layer Adam's direction at a length in proportion to the norm of the layer.

You et al. 2019, "Large batch optimization for deep learning: training BERT in 76 minutes", arXiv:1904.00962,
algorithm 2 with φ(z) = z.

    m_t = β₁ m_{t-1} + (1 − β₁) g_t,    m̂_t = m_t / (1 − β₁ᵗ)
    v_t = β₂ v_{t-1} + (1 − β₂) g_t²,   v̂_t = v_t / (1 − β₂ᵗ)
    u   = m̂_t / (√(v̂_t + ε_root) + ε) + λ w_{t-1}
    r   = ‖w_{t-1}‖ / ‖u‖,   r = 1 if ‖w_{t-1}‖ = 0 or ‖u‖ = 0
    w_t = w_{t-1} − η r u

with r separate for each leaf.
"""

import math

import numpy as np


def leaf_slices(shapes, size):
    sizes = [math.prod(shape) for shape in shapes] if shapes is not None else [size]
    return [slice(end - size, end) for size, end in zip(sizes, np.cumsum(sizes), strict=True)]


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, decay = hp["learning_rate"], hp["b1"], hp["b2"], hp["weight_decay"]
    x = np.array(x0, dtype=np.float64)
    m, v = np.zeros_like(x), np.zeros_like(x)
    leaves = leaf_slices(shapes, x.size)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g**2
        m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
        u = m_hat / (np.sqrt(v_hat + hp["eps_root"]) + hp["eps"]) + decay * x
        x = x.copy()
        for leaf in leaves:
            w_norm, u_norm = np.linalg.norm(x[leaf]), np.linalg.norm(u[leaf])
            ratio = w_norm / u_norm if w_norm > 0 and u_norm > 0 else 1.0
            x[leaf] = x[leaf] - lr * ratio * u[leaf]
        points.append(x)
    return np.stack(points), np.stack(points)
