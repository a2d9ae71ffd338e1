"""Dion orthonormalises a low-rank part of the momentum by one power iteration and takes only that part out of it.

Ahn et al. 2025, "Dion: distributed orthonormalized updates", arXiv:2504.05295, algorithm 1 (centralised), as in the
authors' dion_simple. It is written for W = Xᵀ of shape [n, m] = [outputs, inputs] where the leaf X is [m, n]; with
r = min(rank, m, n), M [n, m] from 0 and Q [m, r] from the first r columns of the identity (the authors': normals):

    1  B = M + Gᵀ;   if B = 0: no step, M and Q stay
    2  P = the Q of the QR decomposition of B Q,  [n, r]
    3  R = Bᵀ P,  [m, r]
    4  M = B − (1 − μ) P Rᵀ
    5  Q_j = R_j / (‖R_j‖ + 10⁻⁸)   for every column j
    6  X ← X − η √(n / m) Q Pᵀ   with the new Q
    other leaves: Adam with the same η:  p = adam_b1 p + (1 − adam_b1) G,  v = adam_b2 v + (1 − adam_b2) G²,
       X ← X − η p̂ / (√v̂ + adam_eps),  both moments bias-corrected

A change of sign of a column of P changes the same column of R and Q: the step and M do not depend on it.
"""

import math

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, mu, b1, b2 = hp["learning_rate"], hp["mu"], hp["adam_b1"], hp["adam_b2"]
    if hp["rank"] < 1:
        raise ValueError(hp["rank"])
    shapes = [(len(x0),)] if shapes is None else shapes
    ends = np.cumsum([math.prod(shape) for shape in shapes])
    points = [np.array(x0, dtype=np.float64)]
    leaves = [p.reshape(s) for p, s in zip(np.split(points[0], ends[:-1]), shapes, strict=True)]
    q = [np.eye(s[0], min(int(hp["rank"]), *s)) if len(s) == 2 else None for s in shapes]
    m, v = [np.zeros(s[::-1]) for s in shapes], [np.zeros(s) for s in shapes]
    for t, flat in enumerate(gradients, start=1):
        for i, (x, part) in enumerate(zip(leaves, np.split(flat, ends[:-1]), strict=True)):
            g = part.reshape(x.shape)
            if x.ndim == 2:
                both = m[i] + g.T
                if not np.any(both):
                    continue
                p = np.linalg.qr(both @ q[i])[0]
                r = both.T @ p
                m[i] = both - (1 - mu) * p @ r.T
                q[i] = r / (np.linalg.norm(r, axis=0) + 1e-8)
                step = np.sqrt(x.shape[1] / x.shape[0]) * q[i] @ p.T
            else:
                m[i] = b1 * m[i] + (1 - b1) * g
                v[i] = b2 * v[i] + (1 - b2) * g**2
                step = m[i] / (1 - b1**t) / (np.sqrt(v[i] / (1 - b2**t)) + hp["adam_eps"])
            leaves[i] = x - lr * step
        points.append(np.concatenate([x.ravel() for x in leaves]))
    return np.stack(points), np.stack(points)
