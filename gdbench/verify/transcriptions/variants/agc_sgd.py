"""Adaptive gradient clipping bounds the gradient of each unit by a share of the norm of the unit's weights.

Brock et al. 2021, "High-performance large-scale image recognition without normalization", arXiv:2102.06171, eq. 3;
optax 0.2.8 adaptive_grad_clip, which has the floor 10⁻⁶ under the norm of the gradient (as the authors' code).

    c   = κ max(‖w‖, ε)
    u   = g if ‖g‖ < c, else g c / max(‖g‖, 10⁻⁶)
    w_t = w_{t-1} − η u

for each unit: a column of an [in, out] leaf with more than one row and column, or else the whole leaf.
"""

import math

import numpy as np


def clipped(w, g, clipping, eps):
    axis = 0 if min(w.shape, default=1) > 1 and w.ndim > 1 else None
    w_norm = np.sqrt(np.sum(w**2, axis=axis, keepdims=True))
    g_norm = np.sqrt(np.sum(g**2, axis=axis, keepdims=True))
    bound = clipping * np.maximum(w_norm, eps)
    return np.where(g_norm < bound, g, g * bound / np.maximum(g_norm, 1e-6))


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    shapes = [(len(x0),)] if shapes is None else shapes
    ends = np.cumsum([math.prod(shape) for shape in shapes])[:-1]
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for g in gradients:
        parts = zip(np.split(x, ends), np.split(g, ends), shapes, strict=True)
        units = [clipped(w.reshape(s), d.reshape(s), hp["clipping"], hp["eps"]) for w, d, s in parts]
        x = x - hp["learning_rate"] * np.concatenate([u.ravel() for u in units])
        points.append(x)
    return np.stack(points), np.stack(points)
