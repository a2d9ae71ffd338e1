"""AdaBound cuts Adam's step per gradient to a band that narrows to a constant, so that it ends as SGD.

Luo et al. 2019, "Adaptive gradient methods with dynamic bound of learning rate", with the band of the authors' code.

    m_t, v_t as in Adam;   η_t = η √(1 − β₂ᵗ) / (1 − β₁ᵗ)
    l_t = η* (1 − 1 / (γ t + 1)),   u_t = η* (1 + 1 / (γ t)),   η* = final_lr
    x_t = x_{t-1} − clip(η_t / (√v_t + ε), l_t, u_t) m_t
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, eps = hp["learning_rate"], hp["b1"], hp["b2"], hp["eps"]
    final, gamma = hp["final_lr"], hp["gamma"]
    x = np.array(x0, dtype=np.float64)
    m, v = np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g**2
        rate = lr * np.sqrt(1 - b2**t) / (1 - b1**t) / (np.sqrt(v) + eps)
        lower = final * (1 - 1 / (gamma * t + 1))
        upper = final * (1 + 1 / (gamma * t))
        x = x - np.clip(rate, lower, upper) * m
        points.append(x)
    return np.stack(points), np.stack(points)
