"""Adadelta scales the gradient by the ratio of the running root mean squares of past moves and gradients.

Zeiler 2012, "ADADELTA: an adaptive learning rate method", arXiv:1212.5701, algorithm 1 (η = 1, λ = 0).

    g_t ← g_t + λ x_{t-1}
    E_t = ρ E_{t-1} + (1 − ρ) g_t²
    d_t = √(D_{t-1} + ε) / √(E_t + ε) · g_t
    D_t = ρ D_{t-1} + (1 − ρ) d_t²
    x_t = x_{t-1} − η d_t

Paper, torch and optax (given a learning rate) have this one rule.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    if hp["mode"] not in ("paper", "optax", "torch"):
        raise ValueError(hp["mode"])
    lr, rho, eps, decay = hp["learning_rate"], hp["rho"], hp["eps"], hp["weight_decay"]
    x = np.array(x0, dtype=np.float64)
    squares, moves = np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for gradient in gradients:
        g = gradient + decay * x
        squares = rho * squares + (1 - rho) * g**2
        d = np.sqrt(moves + eps) / np.sqrt(squares + eps) * g
        moves = rho * moves + (1 - rho) * d**2
        x = x - lr * d
        points.append(x)
    return np.stack(points), np.stack(points)
