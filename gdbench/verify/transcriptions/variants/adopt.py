"""ADOPT normalises the gradient by the mean square up to the step before, and only then averages it.

Taniguchi et al. 2024, "ADOPT: modified Adam can converge with any β₂", arXiv:2411.02853, algorithm 2; Nesterov: optax.

    t = 1:  v_1 = g_1², no step
    t > 1:  n_t = g_t / max(√v_{t-1}, ε), cut to ±(t − 1)^¼ with clip
            m_t = β₁ m_{t-1} + (1 − β₁) n_t,   u_t = m_t, or with nesterov  β₁ m_t + (1 − β₁) n_t
            x_t = x_{t-1} − η u_t
            v_t = β₂ v_{t-1} + (1 − β₂) g_t²
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, eps = hp["learning_rate"], hp["b1"], hp["b2"], hp["eps"]
    x = np.array(x0, dtype=np.float64)
    m, v = np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        if t == 1:
            v = g**2
        else:
            n = g / np.maximum(np.sqrt(v), eps)
            if hp["clip"]:
                bound = (t - 1) ** 0.25
                n = np.clip(n, -bound, bound)
            m = b1 * m + (1 - b1) * n
            x = x - lr * (b1 * m + (1 - b1) * n if hp["nesterov"] else m)
            v = b2 * v + (1 - b2) * g**2
        points.append(x)
    return np.stack(points), np.stack(points)
