"""Schedule-free AdamW replaces a learning-rate schedule by averaging, with Adam's scale and no momentum.

Defazio et al. 2024, "The road less scheduled", arXiv:2405.15682, algorithm 1; the authors' reference class; optax
0.2.8 (which computes x back from y and z: the same). Weight decay is taken at y, and multiplied by η.

    y_t = (1 − β₁) z_t + β₁ x_t,   z_1 = x_1 = x_0
    v_t = β₂ v_{t-1} + (1 − β₂) g(y_t)²,   v̂_t = v_t / (1 − β₂ᵗ)
    z_{t+1} = z_t − η g(y_t) / (√v̂_t + ε) − η λ y_t
    x_{t+1} = (1 − c_t) x_t + c_t z_{t+1},   c_t = η² / Σ_{i≤t} η² = 1/t

The points are y; the answers are x.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, eps, decay = hp["learning_rate"], hp["b1"], hp["b2"], hp["eps"], hp["weight_decay"]
    x = np.array(x0, dtype=np.float64)
    y, z, v = x, x, np.zeros_like(x)
    points, answers = [y], [x]
    for t, g in enumerate(gradients, start=1):
        v = b2 * v + (1 - b2) * g**2
        z = z - lr * g / (np.sqrt(v / (1 - b2**t)) + eps) - lr * decay * y
        x = (1 - 1 / t) * x + (1 / t) * z
        y = (1 - b1) * z + b1 * x
        points.append(y)
        answers.append(x)
    return np.stack(points), np.stack(answers)
