"""AMSGrad is Adam with the largest mean square so far, so that steps per gradient never grow.

Reddi, Kale & Kumar 2018, "On the convergence of Adam and beyond", algorithm 2, with ε against 0/0.

    m_t = β₁ m_{t-1} + (1 − β₁) g_t,   v_t = β₂ v_{t-1} + (1 − β₂) g_t²
    paper:  V_t = max(V_{t-1}, v_t),              x_t = x_{t-1} − η m_t / (√V_t + ε)
    torch:  V_t = max(V_{t-1}, v_t),              x_t = x_{t-1} − η m̂_t / (√(V_t / (1 − β₂ᵗ)) + ε)
    optax:  V_t = max(V_{t-1}, v_t / (1 − β₂ᵗ)),  x_t = x_{t-1} − η m̂_t / (√V_t + ε)
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, eps = hp["learning_rate"], hp["b1"], hp["b2"], hp["eps"]
    x = np.array(x0, dtype=np.float64)
    m, v, largest = np.zeros_like(x), np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g**2
        m_hat, correction = m / (1 - b1**t), 1 - b2**t
        if hp["mode"] == "paper":
            largest = np.maximum(largest, v)
            step = m / (np.sqrt(largest) + eps)
        elif hp["mode"] == "torch":
            largest = np.maximum(largest, v)
            step = m_hat / (np.sqrt(largest / correction) + eps)
        elif hp["mode"] == "optax":
            largest = np.maximum(largest, v / correction)
            step = m_hat / (np.sqrt(largest) + eps)
        else:
            raise ValueError(hp["mode"])
        x = x - lr * step
        points.append(x)
    return np.stack(points), np.stack(points)
