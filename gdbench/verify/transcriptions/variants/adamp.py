"""AdamP removes the radial part of Adam's step from layers whose gradient is nearly orthogonal to their weights.

Heo et al. 2021, "AdamP: slowing down the slowdown for momentum optimizers on scale-invariant weights",
arXiv:2006.08217, algorithm 2, with one test and one projection for the whole of each leaf. (The authors' code
skips vectors, tests channels before layers, and adds ε to ‖w‖.)

    m_t = β₁ m_{t-1} + (1 − β₁) g_t,    m̂_t = m_t / (1 − β₁ᵗ)
    v_t = β₂ v_{t-1} + (1 − β₂) g_t²,   v̂_t = v_t / (1 − β₂ᵗ)
    p   = m̂_t / (√v̂_t + ε),   λ' = λ
    if |w·g_t| / (‖w‖ ‖g_t‖) < δ / √n:   p ← p − (w·p) w / ‖w‖²,   λ' = λ · wd_ratio
    w_t = w − η (p + λ' w)

where n is the number of the leaf's entries; the cosine is 0, and nothing is removed, where w = 0.
"""

import math

import numpy as np


def leaf_slices(shapes, size):
    sizes = [math.prod(shape) for shape in shapes] if shapes is not None else [size]
    return [slice(end - size, end) for size, end in zip(sizes, np.cumsum(sizes), strict=True)]


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, decay = hp["learning_rate"], hp["b1"], hp["b2"], hp["weight_decay"]
    x = np.array(x0, dtype=np.float64)
    m, v = np.zeros_like(x), np.zeros_like(x)
    leaves = leaf_slices(shapes, x.size)
    points = [x]
    for t, g in enumerate(gradients, start=1):
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g**2
        adam = m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + hp["eps"])
        x = x.copy()
        for leaf in leaves:
            w, p, wd = x[leaf].copy(), adam[leaf], decay
            norm, g_norm = np.linalg.norm(w), np.linalg.norm(g[leaf])
            cosine = abs(np.sum(w * g[leaf])) / (norm * g_norm) if norm * g_norm > 0 else 0.0
            if cosine < hp["delta"] / np.sqrt(w.size):
                unit = w / norm if norm > 0 else np.zeros_like(w)
                p, wd = p - np.sum(unit * p) * unit, decay * hp["wd_ratio"]
            x[leaf] = w - lr * (p + wd * w)
        points.append(x)
    return np.stack(points), np.stack(points)
