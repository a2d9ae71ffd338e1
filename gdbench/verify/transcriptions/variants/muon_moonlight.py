"""Muon of Moonlight scales the orthogonalised momentum to the RMS of an Adam step and decays the weights.

Liu et al. 2025, "Muon is scalable for LLM training", arXiv:2502.16982, and the authors' code. For a matrix leaf [m, n],
M from 0:

    1  M ← μ M + G,   U = G + μ M,  μ = b1
    2  Y = U / (‖U‖_F + ε), taken transposed if m > n;  then ns_steps times  K = Y Yᵀ,  Y ← a Y + (b K + c K K) Y
       with (a, b, c) = (3.4445, −4.7750, 2.0315);  O = Y, turned back
    3  X ← X − η (0.2 √max(m, n) O + λ X)
    other leaves: AdamW with the same η and λ:  p = adam_b1 p + (1 − adam_b1) G,  v = adam_b2 v + (1 − adam_b2) G²,
       X ← X − η (p̂ / (√v̂ + adam_eps) + λ X),  both moments bias-corrected

A zero momentum gives O = 0 / ε = 0. (The authors' AdamW adds ε before the bias correction of v, and their ε is 1e-7.)
"""

import math

import numpy as np


def newton_schulz(u, steps, eps):
    tall = u.shape[0] > u.shape[1]
    y = (u.T if tall else u) / (np.linalg.norm(u) + eps)
    for _ in range(steps):
        k = y @ y.T
        y = 3.4445 * y + (-4.7750 * k + 2.0315 * k @ k) @ y
    return y.T if tall else y


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    mu, b1, b2 = hp["b1"], hp["adam_b1"], hp["adam_b2"]
    shapes = [(len(x0),)] if shapes is None else shapes
    ends = np.cumsum([math.prod(shape) for shape in shapes])
    points = [np.array(x0, dtype=np.float64)]
    leaves = [p.reshape(s) for p, s in zip(np.split(points[0], ends[:-1]), shapes, strict=True)]
    m, v = ([np.zeros(s) for s in shapes] for _ in range(2))
    for t, flat in enumerate(gradients, start=1):
        for i, (x, part) in enumerate(zip(leaves, np.split(flat, ends[:-1]), strict=True)):
            g = part.reshape(x.shape)
            if x.ndim == 2:
                m[i] = mu * m[i] + g
                o = newton_schulz(g + mu * m[i], int(hp["ns_steps"]), hp["eps"])
                step = 0.2 * np.sqrt(max(x.shape)) * o
            else:
                m[i] = b1 * m[i] + (1 - b1) * g
                v[i] = b2 * v[i] + (1 - b2) * g**2
                step = m[i] / (1 - b1**t) / (np.sqrt(v[i] / (1 - b2**t)) + hp["adam_eps"])
            leaves[i] = x - hp["learning_rate"] * (step + hp["weight_decay"] * x)
        points.append(np.concatenate([x.ravel() for x in leaves]))
    return np.stack(points), np.stack(points)
