"""Adam-atan2 replaces Adam's quotient by the angle of its two means, which needs no ε.

Everett et al. 2024, "Scaling exponents across parameterizations and optimizers", arXiv:2407.05872.

    m̂_t, v̂_t as in Adam
    x_t = x_{t-1} − η a atan2(m̂_t, b √v̂_t),   atan2(0, 0) = 0,   a = scale_a, b = scale_b
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, a, b = hp["learning_rate"], hp["b1"], hp["b2"], hp["scale_a"], hp["scale_b"]
    x = np.array(x0, dtype=np.float64)
    m, v = np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g**2
        m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
        x = x - lr * a * np.arctan2(m_hat, b * np.sqrt(v_hat))
        points.append(x)
    return np.stack(points), np.stack(points)
