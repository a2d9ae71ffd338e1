"""AdaMuon orthogonalises the signs of the momentum and divides the result by its running RMS, entry by entry.

Si, Zhang & Shen 2025, "AdaMuon: adaptive Muon optimizer", arXiv:2507.11005, algorithm 1 (the authors' GPT-2 code adds
Nesterov momentum). For a matrix leaf [m, n], M and V from 0:

    1  M = β₁ M + G   (only its signs matter)
    2  S = sign(M) with sign(0) = 0;  Y = S / (‖S‖_F + 10⁻⁷), taken transposed if m > n;  then ns_steps times
       K = Y Yᵀ,  Y ← a Y + (b K + c K K) Y  with (a, b, c) = (3.4445, −4.7750, 2.0315);  O = Y, turned back
    3  V = β₂ V + (1 − β₂) O²   elementwise;   no bias correction
    4  Ô = O / (√V + ε),   γ = 0.2 √(m n) / (‖Ô‖_F + ε)
    5  X ← X − η (γ Ô + λ X)
    other leaves: AdamW with the same η and λ:  p = adam_b1 p + (1 − adam_b1) G,  w = adam_b2 w + (1 − adam_b2) G²,
       X ← X − η (p̂ / (√ŵ + adam_eps) + λ X),  both moments bias-corrected

A zero momentum gives O = Ô = 0 and no step.
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
    eps, b1, b2 = hp["eps"], hp["adam_b1"], hp["adam_b2"]
    shapes = [(len(x0),)] if shapes is None else shapes
    ends = np.cumsum([math.prod(shape) for shape in shapes])
    points = [np.array(x0, dtype=np.float64)]
    leaves = [p.reshape(s) for p, s in zip(np.split(points[0], ends[:-1]), shapes, strict=True)]
    m, v = ([np.zeros(s) for s in shapes] for _ in range(2))
    for t, flat in enumerate(gradients, start=1):
        for i, (x, part) in enumerate(zip(leaves, np.split(flat, ends[:-1]), strict=True)):
            g = part.reshape(x.shape)
            if x.ndim == 2:
                m[i] = hp["b1"] * m[i] + g
                o = newton_schulz(np.sign(m[i]), int(hp["ns_steps"]))
                v[i] = hp["b2"] * v[i] + (1 - hp["b2"]) * o**2
                o = o / (np.sqrt(v[i]) + eps)
                step = 0.2 * np.sqrt(x.size) / (np.linalg.norm(o) + eps) * o
            else:
                m[i] = b1 * m[i] + (1 - b1) * g
                v[i] = b2 * v[i] + (1 - b2) * g**2
                step = m[i] / (1 - b1**t) / (np.sqrt(v[i] / (1 - b2**t)) + hp["adam_eps"])
            leaves[i] = x - hp["learning_rate"] * (step + hp["weight_decay"] * x)
        points.append(np.concatenate([x.ravel() for x in leaves]))
    return np.stack(points), np.stack(points)
