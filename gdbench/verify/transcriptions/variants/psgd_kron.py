"""PSGD Kron learns two triangular factors that whiten the momentum of a matrix, by steps in their Lie groups.

Li 2015, arXiv:1512.04202, and Pooladzandi & Li 2024, arXiv:2402.11858; operations as in psgd_jax (Kron) with momentum
into the preconditioner, in double precision. A matrix leaf is [m, n]; Q_L = I_m and Q_R = I_n are upper triangular;
a vector or number has a vector q of ones of its shape; M starts at 0; V are the leaf's normals of step t:

    1  M = β₁ M + (1 − β₁) G,   M̂ = M / (1 − β₁ᵗ)
    2  if t is a multiple of period:  H = M̂ + δ mean(|M̂|) V,  δ = √2⁻²³, the mean over the leaf, and
       matrix:  A = Q_L H Q_Rᵀ,   B = Q_L⁻ᵀ V Q_R⁻¹,   then, both with these A and B,
           Q_L ← Q_L − ρ triu(A Aᵀ − B Bᵀ) Q_L / (ℓ(A Aᵀ + B Bᵀ) + tiny),
           Q_R ← Q_R − ρ triu(Aᵀ A − Bᵀ B) Q_R / (ℓ(Aᵀ A + Bᵀ B) + tiny)
       other leaf:  a = q H,  b = V / q,   q ← q − ρ (a² − b²) q / (max(a² + b²) + tiny)
       with ρ = precond_lr, triu with the diagonal, tiny the smallest normal number (2⁻¹⁰²² in double precision)
    3  U = Q_Lᵀ Q_L M̂ Q_Rᵀ Q_R   or   U = q² M̂,   with the new factors
    4  U ← U / max(1, RMS(U) / 1.1)  per leaf,   X ← X − η U
    ℓ(S), a lower bound of ‖S‖₂ for symmetric S: c = max |S_ij|, 0 if c = 0; N = S / c; k = the column of N of largest
    norm, the first in a tie; y = N N[:, k];   ℓ(S) = c ‖N y‖ / ‖y‖

Left out of psgd_jax: the balancing of Q_L and Q_R at random steps, which changes neither U nor later factors but by
rounding, and the falling probability of (2). Zero gradients: M̂ = 0 gives U = 0, while (2) still moves by B (V ≠ 0).
"""

import math

import numpy as np

DAMPING, TINY = math.sqrt(2.0**-23), 2.0**-1022


def bound(s):
    c = np.max(np.abs(s))
    if c == 0:
        return 0.0
    n = s / c
    y = n @ n[:, np.argmax(np.sum(n**2, axis=0))]
    return c * np.linalg.norm(n @ (y / np.linalg.norm(y)))


def moved(q, plus, minus, rate):
    return q - rate * np.triu(plus - minus) @ q / (bound(plus + minus) + TINY)


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    b1, rate = hp["b1"], hp["precond_lr"]
    shapes = [(len(x0),)] if shapes is None else shapes
    ends = np.cumsum([math.prod(shape) for shape in shapes])
    points = [np.array(x0, dtype=np.float64)]
    leaves = [p.reshape(s) for p, s in zip(np.split(points[0], ends[:-1]), shapes, strict=True)]
    ql, qr = ([np.eye(s[axis]) if len(s) == 2 else None for s in shapes] for axis in (0, 1))
    q, m = [np.ones(s) for s in shapes], [np.zeros(s) for s in shapes]
    for t, (flat, normals) in enumerate(zip(gradients, noise, strict=True), start=1):
        parts = zip(leaves, np.split(flat, ends[:-1]), np.split(normals, ends[:-1]), strict=True)
        for i, (x, part, normal) in enumerate(parts):
            v = normal.reshape(x.shape)
            m[i] = b1 * m[i] + (1 - b1) * part.reshape(x.shape)
            mean = m[i] / (1 - b1**t)
            if t % int(hp["period"]) == 0:
                h = mean + DAMPING * np.mean(np.abs(mean)) * v
                if x.ndim == 2:
                    a = ql[i] @ h @ qr[i].T
                    b = np.linalg.solve(ql[i].T, v) @ np.linalg.inv(qr[i])
                    ql[i], qr[i] = moved(ql[i], a @ a.T, b @ b.T, rate), moved(qr[i], a.T @ a, b.T @ b, rate)
                else:
                    a, b = q[i] * h, v / q[i]
                    q[i] = q[i] - rate * (a**2 - b**2) * q[i] / (np.max(a**2 + b**2) + TINY)
            u = ql[i].T @ ql[i] @ mean @ qr[i].T @ qr[i] if x.ndim == 2 else q[i] ** 2 * mean
            u = u / max(1.0, np.sqrt(np.mean(u**2)) / 1.1)
            leaves[i] = x - hp["learning_rate"] * u
        points.append(np.concatenate([x.ravel() for x in leaves]))
    return np.stack(points), np.stack(points)
