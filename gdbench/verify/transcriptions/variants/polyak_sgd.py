"""Gradient descent with Polyak's step size, which would reach a known minimal value f* were the function linear.

Loizou et al. 2021, "Stochastic Polyak step-size for SGD", arXiv:2002.10542, SPS_max (with scaling = 1/c);
Garrigos, Gower & Schaipp 2023, "Function value learning", arXiv:2307.14528 (sps+).

    δ_t = f_t − f*,   with sps+: max(f_t − f*, 0)
    paper:  α = min(η, s δ_t / (‖g_t‖² + ε)),      x_t = x_{t-1} − α g_t
    optax:  α = min(η, δ_t / (s² ‖g_t‖² + ε)),     x_t = x_{t-1} − α s g_t

with η the largest step and s the scaling. No step where the denominator is at most 2.2·10⁻¹⁶ (as optax 0.2.8).
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, s = hp["learning_rate"], hp["scaling"]
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for g, value in zip(gradients, values, strict=True):
        gap = value - hp["f_min"]
        if hp["variant"] == "sps+":
            gap = max(gap, 0.0)
        elif hp["variant"] != "sps":
            raise ValueError(hp["variant"])
        if hp["mode"] == "paper":
            along, factor = g, s
        elif hp["mode"] == "optax":
            along, factor = s * g, 1.0
        else:
            raise ValueError(hp["mode"])
        denominator = np.sum(along**2) + hp["eps"]
        step = min(lr, factor * gap / denominator) if denominator > np.finfo(np.float64).eps else 0.0
        x = x - step * along
        points.append(x)
    return np.stack(points), np.stack(points)
