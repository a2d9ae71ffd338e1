"""COCOB bets a fraction of its winnings on every coordinate instead of using a learning rate.

Orabona & Tommasi 2017, "Training deep networks without learning rates through coin betting", arXiv:1705.07795,
algorithm 2, with the gradient scaled by η and weight decay inside it, as optax.contrib.cocob of optax 0.2.8.

    h_t = η (g_t + λ x_{t-1})
    L_t = max(L_{t-1}, |h_t|),   L_0 = ε
    G_t = G_{t-1} + |h_t|
    R_t = max(R_{t-1} − h_t (x_{t-1} − x_0), 0)
    θ_t = θ_{t-1} − h_t
    x_t = x_0 + θ_t / (L_t max(G_t + L_t, α L_t)) · (L_t + R_t)
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, alpha, decay = hp["learning_rate"], hp["alpha"], hp["weight_decay"]
    x = np.array(x0, dtype=np.float64)
    first = x
    largest = np.full_like(x, hp["eps"])
    total, reward, theta = np.zeros_like(x), np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for g in gradients:
        h = lr * (g + decay * x)
        largest = np.maximum(largest, np.abs(h))
        total = total + np.abs(h)
        reward = np.maximum(reward - h * (x - first), 0)
        theta = theta - h
        x = first + theta / (largest * np.maximum(total + largest, alpha * largest)) * (largest + reward)
        points.append(x)
    return np.stack(points), np.stack(points)
