"""StableAdamW is AdamW with the learning rate of a layer lowered where its squared gradients outrun their mean.

Wortsman et al. 2023, "Stable and low-precision training for large-scale vision-language models", arXiv:2304.13013,
algorithm 2.

    β̂ᵢ  = βᵢ (1 − βᵢᵗ⁻¹) / (1 − βᵢᵗ)
    m_t = β̂₁ m_{t-1} + (1 − β̂₁) g_t
    v_t = β̂₂ v_{t-1} + (1 − β̂₂) g_t²
    ρ   = √ mean(g_t² / max(v_t, ε²)),   η_t = η / max(1, ρ)     for each leaf
    w_t = w_{t-1} − η_t λ w_{t-1} − η_t m_t / (√v_t + ε)
"""

import math

import numpy as np


def leaf_slices(shapes, size):
    sizes = [math.prod(shape) for shape in shapes] if shapes is not None else [size]
    return [slice(end - size, end) for size, end in zip(sizes, np.cumsum(sizes), strict=True)]


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, eps, decay = (hp[k] for k in ("learning_rate", "b1", "b2", "eps", "weight_decay"))
    x = np.array(x0, dtype=np.float64)
    m, v = np.zeros_like(x), np.zeros_like(x)
    leaves = leaf_slices(shapes, x.size)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        b1_hat = b1 * (1 - b1 ** (t - 1)) / (1 - b1**t)
        b2_hat = b2 * (1 - b2 ** (t - 1)) / (1 - b2**t)
        m = b1_hat * m + (1 - b1_hat) * g
        v = b2_hat * v + (1 - b2_hat) * g**2
        x = x.copy()
        for leaf in leaves:
            rms = np.sqrt(np.mean(g[leaf] ** 2 / np.maximum(v[leaf], eps**2)))
            lr_t = lr / max(1.0, rms)
            x[leaf] = x[leaf] - lr_t * decay * x[leaf] - lr_t * m[leaf] / (np.sqrt(v[leaf]) + eps)
        points.append(x)
    return np.stack(points), np.stack(points)
