"""Shampoo multiplies a gradient matrix on both sides by inverse fourth roots of sums of its outer products.

Gupta, Koren & Singer 2018, "Shampoo: preconditioned stochastic tensor optimization", arXiv:1802.09568, algorithm 1;
momentum and period as gbar_decay and svd_interval of the authors' TensorFlow optimizer. For a matrix leaf [m, n]:

    1  L ← L + G Gᵀ  (from ε I_m),   R ← R + Gᵀ G  (from ε I_n)
    2  M ← μ M + G   (from 0),  μ = momentum
    3  at t = 1, 1 + period, 1 + 2 period, …:  A = L^(−1/4), B = R^(−1/4), through L = U diag(λ) Uᵀ as
       U diag(max(λ, ε)^(−1/4)) Uᵀ: rounding can take an eigenvalue below ε, where exact arithmetic cannot
    4  X ← X − η A M B   with the latest A and B

For other leaves  v ← v + G² (from 0),  M as above,  X ← X − η M / √(ε + v).
The signs of eigenvectors cancel in (3). Zero gradients change nothing in L and R; ε > 0 keeps every root finite.
"""

import math

import numpy as np


def inverse_fourth_root(matrix, eps):
    eigenvalues, vectors = np.linalg.eigh(matrix)
    return (vectors * np.maximum(eigenvalues, eps) ** -0.25) @ vectors.T


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    eps, mu = hp["eps"], hp["momentum"]
    shapes = [(len(x0),)] if shapes is None else shapes
    ends = np.cumsum([math.prod(shape) for shape in shapes])
    points = [np.array(x0, dtype=np.float64)]
    leaves = [p.reshape(s) for p, s in zip(np.split(points[0], ends[:-1]), shapes, strict=True)]
    left, right = ([eps * np.eye(s[axis]) if len(s) == 2 else None for s in shapes] for axis in (0, 1))
    a, b = [None] * len(leaves), [None] * len(leaves)
    v, m = ([np.zeros(s) for s in shapes] for _ in range(2))
    for t, flat in enumerate(gradients, start=1):
        for i, (x, part) in enumerate(zip(leaves, np.split(flat, ends[:-1]), strict=True)):
            g = part.reshape(x.shape)
            m[i] = mu * m[i] + g
            if x.ndim == 2:
                left[i] = left[i] + g @ g.T
                right[i] = right[i] + g.T @ g
                if (t - 1) % int(hp["period"]) == 0:
                    a[i], b[i] = inverse_fourth_root(left[i], eps), inverse_fourth_root(right[i], eps)
                step = a[i] @ m[i] @ b[i]
            else:
                v[i] = v[i] + g**2
                step = m[i] / np.sqrt(eps + v[i])
            leaves[i] = x - hp["learning_rate"] * step
        points.append(np.concatenate([x.ravel() for x in leaves]))
    return np.stack(points), np.stack(points)
