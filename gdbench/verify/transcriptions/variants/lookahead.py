"""Lookahead moves slow weights part of the way to where a fast optimizer, here Adam, got in k steps.

Zhang et al. 2019, "Lookahead optimizer: k steps forward, 1 step back", arXiv:1907.08610, algorithm 1.

    x_t = x_{t-1} + Adam's step, with moments that are kept when the weights are reset
    every k steps (t ≡ 0 mod k):  φ ← φ + α (x_t − φ),  x_t ← φ;   φ = x_0 at first

The points are the fast weights x, the answers the slow weights φ.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, eps = hp["learning_rate"], hp["b1"], hp["b2"], hp["eps"]
    x = np.array(x0, dtype=np.float64)
    m, v = np.zeros_like(x), np.zeros_like(x)
    slow = x
    points, answers = [x], [slow]
    for t, g in enumerate(gradients, start=1):
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g**2
        m_hat = m / (1 - b1**t)
        v_hat = v / (1 - b2**t)
        x = x - lr * m_hat / (np.sqrt(v_hat) + eps)
        if t % hp["sync_period"] == 0:
            slow = slow + hp["slow_step_size"] * (x - slow)
            x = slow
        points.append(x)
        answers.append(slow)
    return np.stack(points), np.stack(answers)
