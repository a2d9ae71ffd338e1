"""AdaMod caps Adam's step per gradient by its own running mean.

Ding et al. 2019, "An adaptive and momental bound method for stochastic learning", arXiv:1910.12249, algorithm 1
(the authors' code has the factor 1 / (1 − β₁ᵗ) inside the mean and the cap instead).

    m̂_t, v̂_t as in Adam;   η_t = η / (√v̂_t + ε)
    s_t = β₃ s_{t-1} + (1 − β₃) η_t,   s_0 = 0
    x_t = x_{t-1} − min(η_t, s_t) m̂_t
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, b3, eps = hp["learning_rate"], hp["b1"], hp["b2"], hp["b3"], hp["eps"]
    x = np.array(x0, dtype=np.float64)
    m, v, s = np.zeros_like(x), np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g**2
        m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
        rate = lr / (np.sqrt(v_hat) + eps)
        s = b3 * s + (1 - b3) * rate
        x = x - np.minimum(rate, s) * m_hat
        points.append(x)
    return np.stack(points), np.stack(points)
