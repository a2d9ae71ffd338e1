"""SM3 is AdaGrad that remembers of the sums of squares only the maxima of every row and every column.

Anil, Gupta, Koren & Singer 2019, "Memory-efficient adaptive optimization", arXiv:1901.11150, SM3-II, with the momentum
and the ε of Optax 0.2.8. Per leaf, all slots start at 0:

    1  matrix: ν_ij = min(r_i, k_j) + G_ij²,  then r_i = max_j ν_ij and k_j = max_i ν_ij
       other leaf (also a number): ν ← ν + G² elementwise
    2  U = G / √(ν + 10⁻⁸) where ν > 0, and U = 0 where ν = 0
    3  m = β m + (1 − β) U,  β = momentum   (no bias correction)
    4  X ← X − η m

A zero gradient leaves ν of a vector as it is and gives U = 0. Orientation is of no effect.
"""

import math

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    beta = hp["momentum"]
    shapes = [(len(x0),)] if shapes is None else shapes
    ends = np.cumsum([math.prod(shape) for shape in shapes])
    points = [np.array(x0, dtype=np.float64)]
    leaves = [p.reshape(s) for p, s in zip(np.split(points[0], ends[:-1]), shapes, strict=True)]
    row, column = ([np.zeros(s[axis]) if len(s) == 2 else None for s in shapes] for axis in (0, 1))
    full, m = ([np.zeros(s) for s in shapes] for _ in range(2))
    for flat in gradients:
        for i, (x, part) in enumerate(zip(leaves, np.split(flat, ends[:-1]), strict=True)):
            g = part.reshape(x.shape)
            if x.ndim == 2:
                nu = np.minimum(row[i][:, None], column[i][None, :]) + g**2
                row[i], column[i] = nu.max(axis=1), nu.max(axis=0)
            else:
                nu = full[i] = full[i] + g**2
            u = np.where(nu > 0, g / np.sqrt(nu + 1e-8), 0.0)
            m[i] = beta * m[i] + (1 - beta) * u
            leaves[i] = x - hp["learning_rate"] * m[i]
        points.append(np.concatenate([x.ravel() for x in leaves]))
    return np.stack(points), np.stack(points)
