"""Scion steps to the extreme point of a norm ball against the mean gradient: spectral for matrices, signs for others.

Pethick et al. 2025, "Training deep learning models with norm-constrained LMOs", arXiv:2502.07529, algorithms 1 and 2,
and the authors' code. Per leaf, d from 0:

    1  d = β d + (1 − β) G,  β = b1 (the paper's α is 1 − β)
    2  matrix [m, n] = [inputs, outputs]:  D = √(n / m) O, where Y = d / (‖d‖_F + 10⁻⁷), taken transposed if m > n;
       then five times  K = Y Yᵀ,  Y ← a Y + (b K + c K K) Y  with (a, b, c) = (3.4445, −4.7750, 2.0315);
       O = Y, turned back
       other leaf:  D = sign(d) with sign(0) = 0
    3  unconstrained:  X ← X − η ρ D;     constrained:  X ← (1 − η) X − η ρ D,    ρ = scale

A zero mean gradient gives D = 0; the constrained form then still shrinks X.
"""

import math

import numpy as np


def newton_schulz(u):
    tall = u.shape[0] > u.shape[1]
    y = (u.T if tall else u) / (np.linalg.norm(u) + 1e-7)
    for _ in range(5):
        k = y @ y.T
        y = 3.4445 * y + (-4.7750 * k + 2.0315 * k @ k) @ y
    return y.T if tall else y


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, beta = hp["learning_rate"], hp["b1"]
    kept = {False: 1.0, True: 1 - lr}.get(hp["constrained"])
    if kept is None:
        raise ValueError(hp["constrained"])
    shapes = [(len(x0),)] if shapes is None else shapes
    ends = np.cumsum([math.prod(shape) for shape in shapes])
    points = [np.array(x0, dtype=np.float64)]
    leaves = [p.reshape(s) for p, s in zip(np.split(points[0], ends[:-1]), shapes, strict=True)]
    d = [np.zeros(s) for s in shapes]
    for flat in gradients:
        for i, (x, part) in enumerate(zip(leaves, np.split(flat, ends[:-1]), strict=True)):
            d[i] = beta * d[i] + (1 - beta) * part.reshape(x.shape)
            if x.ndim == 2:
                direction = np.sqrt(x.shape[1] / x.shape[0]) * newton_schulz(d[i])
            else:
                direction = np.sign(d[i])
            leaves[i] = kept * x - lr * hp["scale"] * direction
        points.append(np.concatenate([x.ravel() for x in leaves]))
    return np.stack(points), np.stack(points)
