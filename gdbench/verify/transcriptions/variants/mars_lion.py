"""MARS-Lion steps by the sign of the mean of gradients corrected by their change, cut to norm 1 in each leaf.

Yuan et al. 2024, "MARS: unleashing the power of variance reduction", arXiv:2411.10438, algorithm 3, in the
approximate form: g_{t-1} is the gradient of the step before. As x_1 = x_0 there, g_0 = g_1 (the authors' code: 0).

    c_t = g_t + γ β₁ / (1 − β₁) (g_t − g_{t-1}),   divided by max(1, ‖c_t‖) in each leaf
    m_t = β₁ m_{t-1} + (1 − β₁) c_t
    x_t = x_{t-1} − η (sign(m_t) + λ x_{t-1})
"""

import math

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, gamma, decay = hp["learning_rate"], hp["b1"], hp["gamma"], hp["weight_decay"]
    x = np.array(x0, dtype=np.float64)
    sizes = [math.prod(shape) for shape in shapes] if shapes is not None else [x.size]
    leaves = [slice(end - size, end) for size, end in zip(sizes, np.cumsum(sizes), strict=True)]
    m = np.zeros_like(x)
    last = gradients[0]
    points = [x]
    for g in gradients:
        c = g + gamma * b1 / (1 - b1) * (g - last)
        for leaf in leaves:
            c[leaf] = c[leaf] / max(1.0, np.linalg.norm(c[leaf]))
        m = b1 * m + (1 - b1) * c
        x = x - lr * (np.sign(m) + decay * x)
        last = g
        points.append(x)
    return np.stack(points), np.stack(points)
