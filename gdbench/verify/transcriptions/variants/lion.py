"""Lion steps by the sign of a fast mix of momentum and gradient, with decoupled weight decay.

Chen et al. 2023, "Symbolic discovery of optimization algorithms", arXiv:2302.06675, algorithm 2.

    c_t = β₁ m_{t-1} + (1 − β₁) g_t,   m_0 = 0
    x_t = x_{t-1} − η (sign(c_t) + λ x_{t-1})
    m_t = β₂ m_{t-1} + (1 − β₂) g_t
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, decay = hp["learning_rate"], hp["b1"], hp["b2"], hp["weight_decay"]
    x = np.array(x0, dtype=np.float64)
    m = np.zeros_like(x)
    points = [x]
    for g in gradients:
        c = b1 * m + (1 - b1) * g
        x = x - lr * (np.sign(c) + decay * x)
        m = b2 * m + (1 - b2) * g
        points.append(x)
    return np.stack(points), np.stack(points)
