"""The schedule-free wrapper lets an optimizer, here gradient descent, move z with gradients from near its average.

Defazio et al. 2024, "The road less scheduled", arXiv:2405.15682, eq. 1 to 3 and algorithm 1.

    y_t = (1 − β) z_t + β x_t,   z_1 = x_1 = x₀
    z_{t+1} = z_t − η g(y_t)
    x_{t+1} = (1 − c_t) x_t + c_t z_{t+1},   c_t = w_t / Σ_{i≤t} w_i,   w_t = (max_{i≤t} η_i)^p

With a constant η, c_t = 1/t whatever the power p. The points are y, the answers are x.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, beta = hp["learning_rate"], hp["sf_b1"]
    z = np.array(x0, dtype=np.float64)
    x = z
    points, answers = [z], [x]
    for t, g in enumerate(gradients, start=1):
        z = z - lr * g
        x = (1 - 1 / t) * x + (1 / t) * z
        points.append((1 - beta) * z + beta * x)
        answers.append(x)
    return np.stack(points), np.stack(answers)
