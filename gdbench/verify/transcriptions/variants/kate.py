"""KATE is AdaGrad without the root in the denominator, and with a second sum in the numerator.

Choudhury et al. 2024, "Remove that square root", arXiv:2403.02648, algorithm 1, with ε added to b² wherever it
divides, as in the authors' code.

    b²_t = b²_{t-1} + g_t²
    m²_t = m²_{t-1} + η₀ g_t² + g_t² / (b²_t + ε)
    x_t = x_{t-1} − η m_t g_t / (b²_t + ε)

with η the learning rate and η₀ the knob `eta`.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, eta, eps = hp["learning_rate"], hp["eta"], hp["eps"]
    x = np.array(x0, dtype=np.float64)
    b_squared, m_squared = np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for g in gradients:
        b_squared = b_squared + g**2
        m_squared = m_squared + eta * g**2 + g**2 / (b_squared + eps)
        x = x - lr * np.sqrt(m_squared) * g / (b_squared + eps)
        points.append(x)
    return np.stack(points), np.stack(points)
