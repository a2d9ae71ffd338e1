"""A cautious optimizer, here AdamW, leaves out the coordinates whose step does not oppose the current gradient.

Liang et al. 2024, "Cautious optimizers: improving training with one line of code", arXiv:2411.16085,
algorithm 1 with the scale n / (nnz + 1).

    s = −η (m̂ / (√v̂ + ε) + λ x_{t-1}),   the whole step of AdamW, its decay included
    φ = 1[−s g_t > 0] for each coordinate
    x_t = x_{t-1} + n / (Σφ + 1) φ s,   n and Σ over all coordinates
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, eps = hp["learning_rate"], hp["b1"], hp["b2"], hp["eps"]
    x = np.array(x0, dtype=np.float64)
    m, v = np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g**2
        m_hat = m / (1 - b1**t)
        v_hat = v / (1 - b2**t)
        step = -lr * (m_hat / (np.sqrt(v_hat) + eps) + hp["weight_decay"] * x)
        kept = np.where(-step * g > 0, 1.0, 0.0)
        x = x + x.size / (np.sum(kept) + 1) * kept * step
        points.append(x)
    return np.stack(points), np.stack(points)
