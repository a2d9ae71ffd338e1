"""FTRL-Proximal minimises the summed linearised losses plus proximal terms and an L1 penalty.

McMahan et al. 2013, "Ad click prediction: a view from the trenches", algorithm 1 (per coordinate), started so
that the closed form gives x_0 before the first gradient.

    z_0 = −x_0 (β/η + λ₂) − λ₁ sign(x_0),   n_0 = 0
    σ_t = (√(n_{t-1} + g_t²) − √n_{t-1}) / η
    z_t = z_{t-1} + g_t − σ_t x_{t-1},   n_t = n_{t-1} + g_t²
    x_t = 0 if |z_t| ≤ λ₁, else −(z_t − λ₁ sign(z_t)) / ((β + √n_t)/η + λ₂)
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, beta, l1, l2 = hp["learning_rate"], hp["beta"], hp["l1"], hp["l2"]
    x = np.array(x0, dtype=np.float64)
    z = -x * (beta / lr + l2) - l1 * np.sign(x)
    n = np.zeros_like(x)
    points = [x]
    for g in gradients:
        sigma = (np.sqrt(n + g**2) - np.sqrt(n)) / lr
        z = z + g - sigma * x
        n = n + g**2
        x = np.where(np.abs(z) <= l1, 0.0, -(z - l1 * np.sign(z)) / ((beta + np.sqrt(n)) / lr + l2))
        points.append(x)
    return np.stack(points), np.stack(points)
