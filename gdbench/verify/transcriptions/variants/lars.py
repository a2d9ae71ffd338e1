"""LARS scales every layer's learning rate by the ratio of its weight norm to its gradient norm.

You, Gitman & Ginsburg 2017, "Large batch training of convolutional networks", arXiv:1708.03888, algorithm 1.

    u   = g + λ w
    paper:  r = κ ‖w‖ / (‖g‖ + λ ‖w‖ + ε),   r = 1 if ‖w‖ = 0 or ‖g‖ = 0
    optax:  r = κ ‖w‖ / (‖u‖ + ε),           r = 1 if ‖w‖ = 0 or ‖u‖ = 0
    v_t = μ v_{t-1} + η r u,   v_0 = 0
    w_t = w_{t-1} − v_t

separately for each leaf, with λ the weight decay and κ the trust coefficient.
"""

import math

import numpy as np


def trust_ratio(w, g, hp):
    w_norm = np.linalg.norm(w)
    if hp["mode"] == "paper":
        g_norm = np.linalg.norm(g)
        denominator = g_norm + hp["weight_decay"] * w_norm + hp["eps"]
    elif hp["mode"] == "optax":
        g_norm = np.linalg.norm(g + hp["weight_decay"] * w)
        denominator = g_norm + hp["eps"]
    else:
        raise ValueError(hp["mode"])
    if w_norm == 0 or g_norm == 0:
        return 1.0
    return hp["trust_coefficient"] * w_norm / denominator


def run(gradients, x0, hp, *, shapes=None, noise=None) -> tuple[np.ndarray, np.ndarray]:
    lr, mu, decay = hp["learning_rate"], hp["momentum"], hp["weight_decay"]
    x = np.array(x0, dtype=np.float64)
    v = np.zeros_like(x)
    sizes = [math.prod(shape) for shape in shapes] if shapes is not None else [x.size]
    leaves = [slice(end - size, end) for size, end in zip(sizes, np.cumsum(sizes), strict=True)]
    points = [x]
    for g in gradients:
        x, v = x.copy(), v.copy()
        for leaf in leaves:
            w = x[leaf].copy()
            ratio = trust_ratio(w, g[leaf], hp)
            v[leaf] = mu * v[leaf] + lr * ratio * (g[leaf] + decay * w)
            x[leaf] = w - v[leaf]
        points.append(x)
    return np.stack(points), np.stack(points)
