"""NorMuon divides the orthogonalised momentum of every output neuron by a running RMS of its own.

Li et al. 2025, "NorMuon: making Muon more efficient and scalable", arXiv:2510.05491, algorithm 1 (the paper's form;
the authors' code has Nesterov momentum and keeps the norm of O). A matrix leaf is [m, n], n outputs; M and v from 0:

    1  M = β₁ M + (1 − β₁) G
    2  Y = M / (‖M‖_F + 10⁻⁷), taken transposed if m > n;  then ns_steps times  K = Y Yᵀ,  Y ← a Y + (b K + c K K) Y
       with (a, b, c) = (3.4445, −4.7750, 2.0315);  O = Y, turned back
    3  v_j = β₂ v_j + (1 − β₂) mean_i(O_ij²)   for every output j, a column;   no bias correction
    4  Ô_ij = O_ij / (√v_j + ε),   γ = 0.2 √(m n) / ‖Ô‖_F,  and γ = 0 if Ô = 0
    5  X ← X − η (γ Ô + λ X)
    other leaves: AdamW with the same η and λ:  p = adam_b1 p + (1 − adam_b1) G,  w = adam_b2 w + (1 − adam_b2) G²,
       X ← X − η (p̂ / (√ŵ + adam_eps) + λ X),  both moments bias-corrected
"""

import math

import numpy as np


def newton_schulz(u, steps):
    tall = u.shape[0] > u.shape[1]
    y = (u.T if tall else u) / (np.linalg.norm(u) + 1e-7)
    for _ in range(steps):
        k = y @ y.T
        y = 3.4445 * y + (-4.7750 * k + 2.0315 * k @ k) @ y
    return y.T if tall else y


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    shapes = [(len(x0),)] if shapes is None else shapes
    ends = np.cumsum([math.prod(shape) for shape in shapes])
    points = [np.array(x0, dtype=np.float64)]
    leaves = [p.reshape(s) for p, s in zip(np.split(points[0], ends[:-1]), shapes, strict=True)]
    m, v = ([0.0] * len(leaves) for _ in range(2))
    for t, flat in enumerate(gradients, start=1):
        for i, (x, part) in enumerate(zip(leaves, np.split(flat, ends[:-1]), strict=True)):
            g = part.reshape(x.shape)
            b1, b2 = (hp["b1"], hp["b2"]) if x.ndim == 2 else (hp["adam_b1"], hp["adam_b2"])
            m[i] = b1 * m[i] + (1 - b1) * g
            if x.ndim == 2:
                o = newton_schulz(m[i], int(hp["ns_steps"]))
                v[i] = b2 * v[i] + (1 - b2) * np.mean(o**2, axis=0, keepdims=True)
                o = o / (np.sqrt(v[i]) + hp["eps"])
                norm = np.linalg.norm(o)
                step = 0.2 * np.sqrt(x.size) / norm * o if norm > 0 else np.zeros_like(x)
            else:
                v[i] = b2 * v[i] + (1 - b2) * g**2
                step = m[i] / (1 - b1**t) / (np.sqrt(v[i] / (1 - b2**t)) + hp["adam_eps"])
            leaves[i] = x - hp["learning_rate"] * (step + hp["weight_decay"] * x)
        points.append(np.concatenate([x.ravel() for x in leaves]))
    return np.stack(points), np.stack(points)
