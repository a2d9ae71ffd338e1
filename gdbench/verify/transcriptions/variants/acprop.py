"""ACProp divides the gradient by the root of its mean squared forecast error up to the step before.

Zhuang et al. 2021, "Momentum centering and asynchronous update", arXiv:2110.05454, as coded in optax 0.2.8
(whose code has g_t − m_{t-1} where its documentation has g_t − m_t).

    m_t = β₁ m_{t-1} + (1 − β₁) g_t
    s_t = β₂ s_{t-1} + (1 − β₂) (g_t − m_{t-1})² + ε̄,   with ε̄ = eps_root
    ŝ_0 = 1,   ŝ_t = s_t / (1 − β₂ᵗ)
    x_t = x_{t-1} − η (g_t / (√ŝ_{t-1} + ε) + λ x_{t-1})
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, eps = hp["learning_rate"], hp["b1"], hp["b2"], hp["eps"]
    eps_root, decay = hp["eps_root"], hp["weight_decay"]
    x = np.array(x0, dtype=np.float64)
    m, s = np.zeros_like(x), np.zeros_like(x)
    s_hat = np.ones_like(x)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        x = x - lr * (g / (np.sqrt(s_hat) + eps) + decay * x)
        s = b2 * s + (1 - b2) * (g - m) ** 2 + eps_root
        m = b1 * m + (1 - b1) * g
        s_hat = s / (1 - b2**t)
        points.append(x)
    return np.stack(points), np.stack(points)
