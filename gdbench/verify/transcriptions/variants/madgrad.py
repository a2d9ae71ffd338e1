"""MADGRAD averages dual-averaging steps that are scaled by the cube root of the summed squared gradients.

Defazio & Jelassi 2021, "Adaptivity without compromise", arXiv:2101.11075, algorithm 1, with ε added to η as in the
authors' code and in optax 0.2.8, and weight decay inside the gradient.

    λ_t = (η + ε) √t,   h_t = g_t + λ x_{t-1} (λ here the weight decay)
    s_t = s_{t-1} + λ_t h_t,   ν_t = ν_{t-1} + λ_t h_t²
    z_t = x_0 − s_t / (∛ν_t + ε)
    x_t = (1 − c) x_{t-1} + c z_t,   c = 1 − momentum
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, eps, decay = hp["learning_rate"], hp["eps"], hp["weight_decay"]
    c = 1 - hp["momentum"]
    x = np.array(x0, dtype=np.float64)
    first, s, nu = x, np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for t, gradient in enumerate(gradients, start=1):
        g = gradient + decay * x
        weight = (lr + eps) * np.sqrt(t)
        s = s + weight * g
        nu = nu + weight * g**2
        z = first - s / (np.cbrt(nu) + eps)
        x = (1 - c) * x + c * z
        points.append(x)
    return np.stack(points), np.stack(points)
