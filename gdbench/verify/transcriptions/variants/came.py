"""CAME is a factored RMSProp with momentum whose steps shrink where momentum and update disagree.

Luo et al. 2023, "CAME: confidence-guided adaptive memory efficient optimization", ACL, algorithm 2; the order of
operations is that of the authors' code. Per leaf, all slots start at 0, nothing is bias-corrected:

    1  S = G² + ε₁
    2  matrix: r = β₂ r + (1 − β₂) (row means of S), k = β₂ k + (1 − β₂) (column means of S),  U = G ⊙ F(r, k)
       with F(r, k)_ij = 1 / √(r_i / mean(r)) / √k_j;   other leaf: v = β₂ v + (1 − β₂) S,  U = G / √v
    3  U ← U / max(1, RMS(U) / clip)
    4  m = β₁ m + (1 − β₁) U
    5  matrix: I = (U − m)² + ε₂,  R = β₃ R + (1 − β₃) (row means of I), K = β₃ K + (1 − β₃) (column means of I),
       D = m ⊙ F(R, K);   other leaf: D = m
    6  X ← (1 − η λ) X − η D

with m in (5) already updated. A zero gradient gives U = 0, for S ≥ ε₁ > 0. Orientation is of no effect.
"""

import math

import numpy as np


def factor(rows, columns):
    return 1 / np.sqrt(rows / rows.mean())[:, None] / np.sqrt(columns)[None, :]


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, b3 = hp["learning_rate"], hp["b1"], hp["b2"], hp["b3"]
    shapes = [(len(x0),)] if shapes is None else shapes
    ends = np.cumsum([math.prod(shape) for shape in shapes])
    points = [np.array(x0, dtype=np.float64)]
    leaves = [p.reshape(s) for p, s in zip(np.split(points[0], ends[:-1]), shapes, strict=True)]
    row, column, doubt_row, doubt_column, full, m = ([0.0] * len(leaves) for _ in range(6))
    for flat in gradients:
        for i, (x, part) in enumerate(zip(leaves, np.split(flat, ends[:-1]), strict=True)):
            g = part.reshape(x.shape)
            square = g**2 + hp["eps1"]
            if x.ndim == 2:
                row[i] = b2 * row[i] + (1 - b2) * square.mean(axis=1)
                column[i] = b2 * column[i] + (1 - b2) * square.mean(axis=0)
                u = g * factor(row[i], column[i])
            else:
                full[i] = b2 * full[i] + (1 - b2) * square
                u = g / np.sqrt(full[i])
            u = u / max(1.0, np.sqrt(np.mean(u**2)) / hp["clip"])
            m[i] = b1 * m[i] + (1 - b1) * u
            direction = m[i]
            if x.ndim == 2:
                doubt = (u - m[i]) ** 2 + hp["eps2"]
                doubt_row[i] = b3 * doubt_row[i] + (1 - b3) * doubt.mean(axis=1)
                doubt_column[i] = b3 * doubt_column[i] + (1 - b3) * doubt.mean(axis=0)
                direction = m[i] * factor(doubt_row[i], doubt_column[i])
            leaves[i] = (1 - lr * hp["weight_decay"]) * x - lr * direction
        points.append(np.concatenate([x.ravel() for x in leaves]))
    return np.stack(points), np.stack(points)
