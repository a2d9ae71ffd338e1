"""AdEMAMix steps along a fast and a slow mean of the gradient together, both over Adam's root mean square.

Pagliardini, Ablin & Grangier 2024, "The AdEMAMix optimizer", arXiv:2409.03137, without its warm-ups of α and β₃.

    a_t = β₁ a_{t-1} + (1 − β₁) g_t,   b_t = β₃ b_{t-1} + (1 − β₃) g_t,   v_t = β₂ v_{t-1} + (1 − β₂) g_t²
    x_t = x_{t-1} − η ((a_t / (1 − β₁ᵗ) + α b_t) / (√(v_t / (1 − β₂ᵗ)) + ε) + λ x_{t-1})
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, b3 = hp["learning_rate"], hp["b1"], hp["b2"], hp["b3"]
    alpha, eps, decay = hp["alpha"], hp["eps"], hp["weight_decay"]
    x = np.array(x0, dtype=np.float64)
    fast, slow, v = np.zeros_like(x), np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        fast = b1 * fast + (1 - b1) * g
        slow = b3 * slow + (1 - b3) * g
        v = b2 * v + (1 - b2) * g**2
        mixed = fast / (1 - b1**t) + alpha * slow
        x = x - lr * (mixed / (np.sqrt(v / (1 - b2**t)) + eps) + decay * x)
        points.append(x)
    return np.stack(points), np.stack(points)
