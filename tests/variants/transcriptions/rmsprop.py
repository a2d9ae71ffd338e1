"""RMSProp divides the gradient by a running root mean square of its own past values.

Tieleman & Hinton 2012, Coursera lecture 6.5; centered form from Graves 2013, arXiv:1308.0850.

    ν_t = ρ ν_{t-1} + (1 − ρ) g_t²,   m_t = ρ m_{t-1} + (1 − ρ) g_t,   ν_0 = m_0 = 0
    s_t = ν_t, or ν_t − m_t² if centered
    paper (as in torch):  x_t = x_{t-1} − η g_t / (√s_t + ε)
    optax:                x_t = x_{t-1} − η g_t / √(s_t + ε)
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None) -> tuple[np.ndarray, np.ndarray]:
    lr, rho, eps = hp["learning_rate"], hp["decay"], hp["eps"]
    x = np.array(x0, dtype=np.float64)
    nu, mean = np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for g in gradients:
        nu = rho * nu + (1 - rho) * g**2
        mean = rho * mean + (1 - rho) * g
        second = nu - mean**2 if hp["centered"] else nu
        if hp["mode"] == "paper":
            x = x - lr * g / (np.sqrt(second) + eps)
        elif hp["mode"] == "optax":
            x = x - lr * g / np.sqrt(second + eps)
        else:
            raise ValueError(hp["mode"])
        points.append(x)
    return np.stack(points), np.stack(points)
