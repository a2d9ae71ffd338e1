"""Schedule-free SGD replaces a learning-rate schedule by averaging, with gradients taken between z and x.

Defazio et al. 2024, "The road less scheduled", arXiv:2405.15682 (weight decay taken at y).

    y_t = (1 − β) z_t + β x_t,   z_1 = x_1 = x₀
    z_{t+1} = z_t − η (g(y_t) + λ y_t)
    x_{t+1} = (1 − c_t) x_t + c_t z_{t+1},   c_t = w_t / Σ_{i≤t} w_i,   w_t = (max_{i≤t} η_i)²

With a constant η, c_t = 1/t. The points are y; the answers are x.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None) -> tuple[np.ndarray, np.ndarray]:
    lr, beta, decay = hp["learning_rate"], hp["b1"], hp["weight_decay"]
    z = np.array(x0, dtype=np.float64)
    x = z
    y = (1 - beta) * z + beta * x
    points, answers = [y], [x]
    for t, g in enumerate(gradients, start=1):
        z = z - lr * (g + decay * y)
        x = (1 - 1 / t) * x + (1 / t) * z
        y = (1 - beta) * z + beta * x
        points.append(y)
        answers.append(x)
    return np.stack(points), np.stack(answers)
