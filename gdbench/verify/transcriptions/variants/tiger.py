"""Tiger steps along the sign of the mean gradient, with decoupled weight decay.

Su 2023, https://kexue.fm/archives/9512 and github.com/bojone/tiger, without its learning rate per kind of layer.

    m_t = β m_{t-1} + (1 − β) g_t,   m_0 = 0
    x_t = x_{t-1} − η (sign(m_t) + λ x_{t-1}),   sign(0) = 0
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, beta, decay = hp["learning_rate"], hp["beta"], hp["weight_decay"]
    x = np.array(x0, dtype=np.float64)
    m = np.zeros_like(x)
    points = [x]
    for g in gradients:
        m = beta * m + (1 - beta) * g
        x = x - lr * (np.sign(m) + decay * x)
        points.append(x)
    return np.stack(points), np.stack(points)
