"""SGDW is gradient descent with momentum and a weight decay outside the momentum.

Loshchilov & Hutter 2017, "Decoupled weight decay regularization", arXiv:1711.05101, algorithm 1; with torch's
momentum (η outside the buffer) and, as in torch's AdamW, η also in front of λ (the paper has its schedule there).

    v_1 = g_1,   v_t = μ v_{t-1} + (1 − dampening) g_t   (torch's dampening, which spares the first gradient)
    u_t = g_t + μ v_t if nesterov else v_t
    x_t = x_{t-1} − η u_t − η λ x_{t-1}
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, mu, decay = hp["learning_rate"], hp["momentum"], hp["weight_decay"]
    x = np.array(x0, dtype=np.float64)
    v = np.zeros_like(x)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        v = g if t == 1 else mu * v + (1 - hp["dampening"]) * g
        u = g + mu * v if hp["nesterov"] else v
        x = x - lr * u - lr * decay * x
        points.append(x)
    return np.stack(points), np.stack(points)
