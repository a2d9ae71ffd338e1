"""AdaGrad divides each coordinate's step by the root of its summed squared gradients.

Duchi, Hazan & Singer 2011, "Adaptive subgradient methods", JMLR 12.

    G_t = G_{t-1} + g_t²,   G_0 = initial_accumulator_value
    paper (as in torch):  x_t = x_{t-1} − η g_t / (√G_t + ε)
    both:                 η_t = η / (1 + (t − 1) rate_decay) in place of η (torch's lr_decay)
    optax:                x_t = x_{t-1} − η g_t / √(G_t + ε) where G_t > 0, and no step where G_t = 0
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None) -> tuple[np.ndarray, np.ndarray]:
    lr, eps = hp["learning_rate"], hp["eps"]
    x = np.array(x0, dtype=np.float64)
    total = np.full_like(x, hp["initial_accumulator_value"])
    points = [x]
    for t, g in enumerate(gradients, start=1):
        total = total + g**2
        if hp["mode"] == "paper":
            step = g / (np.sqrt(total) + eps)
        elif hp["mode"] == "optax":
            step = np.zeros_like(x)
            used = total > 0
            step[used] = g[used] / np.sqrt(total[used] + eps)
        else:
            raise ValueError(hp["mode"])
        x = x - lr / (1 + (t - 1) * hp["rate_decay"]) * step
        points.append(x)
    return np.stack(points), np.stack(points)
