"""NAdamW is Adam with Nesterov's look-ahead and with weight decay outside the adaptive step.

Dozat 2016, "Incorporating Nesterov momentum into Adam", with constant momentum as in optax;
decay as Loshchilov & Hutter 2017, arXiv:1711.05101, times η.

    m_t = β₁ m_{t-1} + (1 − β₁) g_t,   v̂_t as in Adam
    m̄_t = (1 − β₁) g_t / (1 − β₁ᵗ) + β₁ m_t / (1 − β₁ᵗ⁺¹)
    x_t = x_{t-1} − η (m̄_t / (√v̂_t + ε) + λ x_{t-1})
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, eps, decay = hp["learning_rate"], hp["b1"], hp["b2"], hp["eps"], hp["weight_decay"]
    x = np.array(x0, dtype=np.float64)
    m, v = np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g**2
        m_bar = (1 - b1) * g / (1 - b1**t) + b1 * m / (1 - b1 ** (t + 1))
        v_hat = v / (1 - b2**t)
        x = x - lr * (m_bar / (np.sqrt(v_hat) + eps) + decay * x)
        points.append(x)
    return np.stack(points), np.stack(points)
