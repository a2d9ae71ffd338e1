"""Adam whose learning rate is learnt by its own gradient through the last step.

Baydin et al. 2018, "Online learning rate adaptation with hypergradient descent", arXiv:1703.04782, algorithm Adam-HD.

    η_t = η_{t-1} + β g_tᵀ u_{t-1},   η_0 the learning rate, u_0 = 0
    m_t = β₁ m_{t-1} + (1 − β₁) g_t,   v_t = β₂ v_{t-1} + (1 − β₂) g_t²
    u_t = (m_t / (1 − β₁ᵗ)) / (√(v_t / (1 − β₂ᵗ)) + ε)
    x_t = x_{t-1} − η_t u_t

with β the knob `hyper_rate` and the inner product over all parameters.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, eps = hp["learning_rate"], hp["b1"], hp["b2"], hp["eps"]
    x = np.array(x0, dtype=np.float64)
    m, v, u = np.zeros_like(x), np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        lr = lr + hp["hyper_rate"] * np.sum(g * u)
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g**2
        u = m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps)
        x = x - lr * u
        points.append(x)
    return np.stack(points), np.stack(points)
