"""Adan adds the mean change of the gradient to its mean, as Nesterov's look-ahead does, and scales by both.

Xie et al. 2022, "Adan", arXiv:2208.06677, algorithm 1, with the decays of the authors' code (sail-sg/Adan).

    d_t = g_t − g_{t-1},   d_1 = 0
    m_t = β₁ m_{t-1} + (1 − β₁) g_t,   v_t = β₂ v_{t-1} + (1 − β₂) d_t
    n_t = β₃ n_{t-1} + (1 − β₃) (g_t + c d_t)²
    s_t = (m̂_t + c v̂_t) / (√(n̂_t + ε̄) + ε),   every mean divided by 1 − its own βᵗ
    paper:  c = β₂,     ε̄ = 0,         x_t = (x_{t-1} − η s_t) / (1 + η λ)
    optax:  c = 1 − β₂, ε̄ = eps_root,  x_t = x_{t-1} − η (s_t + λ x_{t-1})
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, b3 = hp["learning_rate"], hp["b1"], hp["b2"], hp["b3"]
    eps, decay = hp["eps"], hp["weight_decay"]
    if hp["mode"] == "paper":
        c, eps_root = b2, 0.0
    elif hp["mode"] == "optax":
        c, eps_root = 1 - b2, hp["eps_root"]
    else:
        raise ValueError(hp["mode"])
    x = np.array(x0, dtype=np.float64)
    m, v, n = np.zeros_like(x), np.zeros_like(x), np.zeros_like(x)
    last = gradients[0]
    points = [x]
    for t, g in enumerate(gradients, start=1):
        d = g - last
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * d
        n = b3 * n + (1 - b3) * (g + c * d) ** 2
        m_hat, v_hat, n_hat = m / (1 - b1**t), v / (1 - b2**t), n / (1 - b3**t)
        step = (m_hat + c * v_hat) / (np.sqrt(n_hat + eps_root) + eps)
        if hp["mode"] == "paper":
            x = (x - lr * step) / (1 + lr * decay)
        else:
            x = x - lr * (step + decay * x)
        last = g
        points.append(x)
    return np.stack(points), np.stack(points)
