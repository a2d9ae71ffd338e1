"""SOAP runs Adam in the eigenbases of Shampoo's two matrices, which a QR step follows from time to time.

Vyas et al. 2024, "SOAP: improving and stabilizing Shampoo using Adam", arXiv:2409.11321, algorithm 3, in the order of
the authors' code. For a matrix leaf [m, n]; L, R, M, V start at 0; s = t − 1 counts the steps that move:

    1  t = 1 moves nothing, for any leaf, and does not touch M and V:  L = (1 − β) G Gᵀ,  R = (1 − β) Gᵀ G,
       β = shampoo_beta;  Q_L = basis(L),  Q_R = basis(R)
    2  t > 1:  M = β₁ M + (1 − β₁) G,   M' = Q_Lᵀ M Q_R,   G' = Q_Lᵀ G Q_R,   V = β₂ V + (1 − β₂) G'²
    3  N = Q_L (M' / (√V + ε)) Q_Rᵀ,   X ← (1 − η λ) (X − η √(1 − β₂ˢ) / (1 − β₁ˢ) N)
    4  L = β L + (1 − β) G Gᵀ,   R = β R + (1 − β) Gᵀ G
    5  if s is a multiple of precondition_frequency, for (L, Q_L, rows of V) and for (R, Q_R, columns of V):
       d = diag(Q_Lᵀ L Q_L);  π = the order of falling d;  Q_L ← the Q of the QR decomposition of L Q_L[:, π];
       rows of V ← V[π, :]
    basis(L), [k, k]: with r = min(m, n), U_r the eigenvectors of the r largest eigenvalues in falling order, and
    e_1, e_2, … the unit vectors: the Q of the QR decomposition of [U_r, e_1, …, e_{k−r}]
    other leaves: the same with every Q left out: nothing at t = 1, then  N = M / (√V + ε)  in (3)

M is kept here in the original coordinates, which is the same as turning it with the bases. Signs of columns of Q cancel
in every step, also across refreshes. The first gradient leaves |m − n| eigenvalues zero, whose eigenvectors are
arbitrary in LAPACK; basis() says which they are (the step depends on them). Zero gradients: 0 / (0 + ε) = 0.
"""

import math

import numpy as np


def basis(matrix, r):
    largest = np.linalg.eigh(matrix)[1][:, ::-1][:, :r]
    return np.linalg.qr(np.concatenate([largest, np.eye(len(matrix), len(matrix) - r)], axis=1))[0]


def refreshed(matrix, q):
    order = np.argsort(-np.diag(q.T @ matrix @ q), kind="stable")
    return order, np.linalg.qr(matrix @ q[:, order])[0]


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, beta = hp["learning_rate"], hp["b1"], hp["b2"], hp["shampoo_beta"]
    shapes = [(len(x0),)] if shapes is None else shapes
    ends = np.cumsum([math.prod(shape) for shape in shapes])
    points = [np.array(x0, dtype=np.float64)]
    leaves = [p.reshape(s) for p, s in zip(np.split(points[0], ends[:-1]), shapes, strict=True)]
    left, right, ql, qr, m, v = ([0.0] * len(leaves) for _ in range(6))
    for s, flat in enumerate(gradients):
        for i, (x, part) in enumerate(zip(leaves, np.split(flat, ends[:-1]), strict=True)):
            g = part.reshape(x.shape)
            if s > 0:
                m[i] = b1 * m[i] + (1 - b1) * g
                turned = (m[i], g) if x.ndim < 2 else (ql[i].T @ m[i] @ qr[i], ql[i].T @ g @ qr[i])
                v[i] = b2 * v[i] + (1 - b2) * turned[1] ** 2
                step = turned[0] / (np.sqrt(v[i]) + hp["eps"])
                step = step if x.ndim < 2 else ql[i] @ step @ qr[i].T
                rate = lr * np.sqrt(1 - b2**s) / (1 - b1**s)
                leaves[i] = (1 - lr * hp["weight_decay"]) * (x - rate * step)
            if x.ndim == 2:
                left[i] = beta * left[i] + (1 - beta) * g @ g.T
                right[i] = beta * right[i] + (1 - beta) * g.T @ g
                if s == 0:
                    ql[i], qr[i] = basis(left[i], min(x.shape)), basis(right[i], min(x.shape))
                elif s % int(hp["precondition_frequency"]) == 0:
                    rows, ql[i] = refreshed(left[i], ql[i])
                    columns, qr[i] = refreshed(right[i], qr[i])
                    v[i] = v[i][rows][:, columns]
        points.append(np.concatenate([x.ravel() for x in leaves]))
    return np.stack(points), np.stack(points)
