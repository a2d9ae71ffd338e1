"""GaLore runs Adam on the gradient's coordinates in its own leading singular vectors, found anew from time to time.

Zhao et al. 2024, "GaLore: memory-efficient LLM training by gradient low-rank projection", arXiv:2403.03507, in the
form of Optax 0.2.8 (scale_by_adam as base). A matrix leaf G is [m, n]; r = min(rank, m, n); a = m if m ≥ n else n:

    1  P is [a, r], at first the first r columns of the identity. At t = 1, 1 + gap, 1 + 2 gap, … and if G ≠ 0:
       P_new = the first r left (m ≥ n) or right (m < n) singular vectors of G in falling order of singular value,
       each column with the sign that makes its inner product with the same column of the old P ≥ 0; P ← P_new
    2  Z = Pᵀ G  [r, n]  if m ≥ n, else  Z = G P  [m, r]
    3  M = β₁ M + (1 − β₁) Z,  V = β₂ V + (1 − β₂) Z²,  both from 0 and kept as they are when P changes
    4  A = (M / (1 − β₁ᵗ)) / (√(V / (1 − β₂ᵗ)) + ε)
    5  X ← X − η scale P A  (m ≥ n)   or   X − η scale A Pᵀ  (m < n)
    other leaves: Adam with the same η, β₁, β₂, ε, without scale.

Between two refreshes a change of sign of a column of P changes Z, M and A alike and leaves the step as it is; the
choice of sign in (1) makes the refreshes independent of it too (at the first one it is without effect).
"""

import math

import numpy as np


def projector(g, old):
    if not np.any(g):
        return old
    u, _, vt = np.linalg.svd(g, full_matrices=False)
    new = (u if g.shape[0] >= g.shape[1] else vt.T)[:, : old.shape[1]]
    return new * np.where(np.sum(new * old, axis=0) < 0, -1.0, 1.0)


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    b1, b2, gap = hp["b1"], hp["b2"], int(hp["update_proj_gap"])
    if hp["rank"] < 1:
        raise ValueError(hp["rank"])
    shapes = [(len(x0),)] if shapes is None else shapes
    ends = np.cumsum([math.prod(shape) for shape in shapes])
    points = [np.array(x0, dtype=np.float64)]
    leaves = [p.reshape(s) for p, s in zip(np.split(points[0], ends[:-1]), shapes, strict=True)]
    p = [np.eye(max(s), min(int(hp["rank"]), *s)) if len(s) == 2 else None for s in shapes]
    m, v = ([0.0] * len(leaves) for _ in range(2))
    for t, flat in enumerate(gradients, start=1):
        for i, (x, part) in enumerate(zip(leaves, np.split(flat, ends[:-1]), strict=True)):
            g = z = part.reshape(x.shape)
            tall = x.ndim == 2 and x.shape[0] >= x.shape[1]
            if x.ndim == 2:
                if (t - 1) % gap == 0:
                    p[i] = projector(g, p[i])
                z = p[i].T @ g if tall else g @ p[i]
            m[i] = b1 * m[i] + (1 - b1) * z
            v[i] = b2 * v[i] + (1 - b2) * z**2
            step = m[i] / (1 - b1**t) / (np.sqrt(v[i] / (1 - b2**t)) + hp["eps"])
            if x.ndim == 2:
                step = hp["scale"] * (p[i] @ step if tall else step @ p[i].T)
            leaves[i] = x - hp["learning_rate"] * step
        points.append(np.concatenate([x.ravel() for x in leaves]))
    return np.stack(points), np.stack(points)
