"""Gradient descent with momentum on gradients whose mean over the inputs of each unit has been removed.

Yong et al. 2020, "Gradient centralization: a new optimization technique for deep neural networks", arXiv:2004.01461,
eq. 1 and algorithm 1.

    u   = g_t less its mean over the inputs, for an [in, out] leaf;   u = g_t for any other leaf
    v_t = μ v_{t-1} + u,   v_0 = 0
    x_t = x_{t-1} − η v_t
"""

import math

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, mu = hp["learning_rate"], hp["momentum"]
    shapes = [(len(x0),)] if shapes is None else shapes
    ends = np.cumsum([math.prod(shape) for shape in shapes])[:-1]
    x = np.array(x0, dtype=np.float64)
    v = np.zeros_like(x)
    points = [x]
    for g in gradients:
        parts = [part.reshape(shape) for part, shape in zip(np.split(g, ends), shapes, strict=True)]
        parts = [part - np.mean(part, axis=0, keepdims=True) if part.ndim == 2 else part for part in parts]
        v = mu * v + np.concatenate([part.ravel() for part in parts])
        x = x - lr * v
        points.append(x)
    return np.stack(points), np.stack(points)
