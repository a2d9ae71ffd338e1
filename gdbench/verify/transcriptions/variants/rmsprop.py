"""RMSProp divides the gradient by a running root mean square of its own past values.

Tieleman & Hinton 2012, Coursera lecture 6.5; centered form and momentum from Graves 2013, arXiv:1308.0850.

    ν_t = ρ ν_{t-1} + (1 − ρ) g_t²,   m_t = ρ m_{t-1} + (1 − ρ) g_t,   ν_0 = m_0 = 0
    s_t = ν_t, or ν_t − m_t² if centered (never less than 0)
    paper and torch:  d_t = g_t / (√s_t + ε)
    optax:            d_t = g_t / √(s_t + ε)
    without momentum:  x_t = x_{t-1} − η d_t
    with momentum:     b_t = μ b_{t-1} + η d_t,   x_t = x_{t-1} − b_t, or with nesterov  x_{t-1} − (η d_t + μ b_t)

torch has η outside the buffer, which is the same while η is constant.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, rho, eps = hp["learning_rate"], hp["decay"], hp["eps"]
    x = np.array(x0, dtype=np.float64)
    nu, mean, buffer = np.zeros_like(x), np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for g in gradients:
        nu = rho * nu + (1 - rho) * g**2
        mean = rho * mean + (1 - rho) * g
        second = np.maximum(nu - mean**2, 0.0) if hp["centered"] else nu
        if hp["mode"] in ("paper", "torch"):
            step = lr * g / (np.sqrt(second) + eps)
        elif hp["mode"] == "optax":
            step = lr * g / np.sqrt(second + eps)
        else:
            raise ValueError(hp["mode"])
        if hp.get("use_momentum", False):
            buffer = hp["momentum"] * buffer + step
            step = step + hp["momentum"] * buffer if hp["nesterov"] else buffer
        x = x - step
        points.append(x)
    return np.stack(points), np.stack(points)
