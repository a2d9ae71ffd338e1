"""RAdam multiplies Adam's step by how well its mean square is known, and at first takes plain momentum steps.

Liu et al. 2019, "On the variance of the adaptive learning rate and beyond", arXiv:1908.03265, algorithm 2.

    m̂_t, v̂_t as in Adam;   ρ∞ = 2 / (1 − β₂) − 1,   ρ_t = ρ∞ − 2 t β₂ᵗ / (1 − β₂ᵗ)
    ρ_t ≥ threshold:  r_t = √((ρ_t − 4)(ρ_t − 2) ρ∞ / ((ρ∞ − 4)(ρ∞ − 2) ρ_t)),  x_t = x_{t-1} − η r_t m̂_t / (√v̂_t + ε)
    otherwise:        x_t = x_{t-1} − η m̂_t
    torch:            ρ_t > threshold, and r_t m̂_t √(1 − β₂ᵗ) / (√v_t + ε) in place of r_t m̂_t / (√v̂_t + ε)
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, eps, threshold = hp["learning_rate"], hp["b1"], hp["b2"], hp["eps"], hp["threshold"]
    x = np.array(x0, dtype=np.float64)
    m, v = np.zeros_like(x), np.zeros_like(x)
    rho_end = 2 / (1 - b2) - 1
    points = [x]
    for t, g in enumerate(gradients, start=1):
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g**2
        m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
        rho = rho_end - 2 * t * b2**t / (1 - b2**t)
        torch = hp["mode"] == "torch"
        if hp["mode"] not in ("paper", "optax", "torch"):
            raise ValueError(hp["mode"])
        if rho > threshold if torch else rho >= threshold:
            r = np.sqrt((rho - 4) * (rho - 2) * rho_end / ((rho_end - 4) * (rho_end - 2) * rho))
            scaled = np.sqrt(1 - b2**t) / (np.sqrt(v) + eps) if torch else 1 / (np.sqrt(v_hat) + eps)
            x = x - lr * r * m_hat * scaled
        else:
            x = x - lr * m_hat
        points.append(x)
    return np.stack(points), np.stack(points)
