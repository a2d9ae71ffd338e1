"""Polar Express replaces Muon's fixed polynomial by one for each iteration, each optimal after those before it.

Amsel et al. 2025, "The Polar Express: optimal matrix sign methods and their application to the Muon algorithm",
arXiv:2505.16932, algorithm 1, within Muon as in Jordan's code. For a matrix leaf [m, n], M from 0:

    1  M ← β M + (1 − β) G,   U = β M + (1 − β) G,  β = b1
    2  Y = U / (1.01 ‖U‖_F + ε), taken transposed if m > n;  then for i = 1, …, ns_steps, with (a, b, c) = triple i
       (beyond the eighth the eighth):  K = Y Yᵀ,  Y ← a Y + (b K + c K K) Y;   O = Y, turned back
    3  X ← X − η (√max(1, n / m) O + λ X)     (n outputs over m inputs)
    other leaves: AdamW with the same η and λ:  p = adam_b1 p + (1 − adam_b1) G,  v = adam_b2 v + (1 − adam_b2) G²,
       X ← X − η (p̂ / (√v̂ + adam_eps) + λ X),  both moments bias-corrected

The triples are those of TRIPLES, the first seven of them divided by 1.01, 1.01³ and 1.01⁵ in turn, the eighth not.
A zero momentum gives O = 0 / ε = 0.
"""

import math

import numpy as np

TRIPLES = (
    (8.28721201814563, -23.595886519098837, 17.300387312530933),
    (4.107059111542203, -2.9478499167379106, 0.5448431082926601),
    (3.9486908534822946, -2.908902115962949, 0.5518191394370137),
    (3.3184196573706015, -2.488488024314874, 0.51004894012372),
    (2.300652019954817, -1.6689039845747493, 0.4188073119525673),
    (1.891301407787398, -1.2679958271945868, 0.37680408948524835),
    (1.8750014808534479, -1.2500016453999487, 0.3750001645474248),
    (1.875, -1.25, 0.375),
)


def polar(u, steps, eps):
    tall = u.shape[0] > u.shape[1]
    y = (u.T if tall else u) / (1.01 * np.linalg.norm(u) + eps)
    for i in range(steps):
        a, b, c = TRIPLES[min(i, 7)]
        if i < 7:
            a, b, c = a / 1.01, b / 1.01**3, c / 1.01**5
        k = y @ y.T
        y = a * y + (b * k + c * k @ k) @ y
    return y.T if tall else y


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    beta, b1, b2 = hp["b1"], hp["adam_b1"], hp["adam_b2"]
    shapes = [(len(x0),)] if shapes is None else shapes
    ends = np.cumsum([math.prod(shape) for shape in shapes])
    points = [np.array(x0, dtype=np.float64)]
    leaves = [p.reshape(s) for p, s in zip(np.split(points[0], ends[:-1]), shapes, strict=True)]
    m, v = ([np.zeros(s) for s in shapes] for _ in range(2))
    for t, flat in enumerate(gradients, start=1):
        for i, (x, part) in enumerate(zip(leaves, np.split(flat, ends[:-1]), strict=True)):
            g = part.reshape(x.shape)
            if x.ndim == 2:
                m[i] = beta * m[i] + (1 - beta) * g
                o = polar(beta * m[i] + (1 - beta) * g, int(hp["ns_steps"]), hp["eps"])
                step = np.sqrt(max(1.0, x.shape[1] / x.shape[0])) * o
            else:
                m[i] = b1 * m[i] + (1 - b1) * g
                v[i] = b2 * v[i] + (1 - b2) * g**2
                step = m[i] / (1 - b1**t) / (np.sqrt(v[i] / (1 - b2**t)) + hp["adam_eps"])
            leaves[i] = x - hp["learning_rate"] * (step + hp["weight_decay"] * x)
        points.append(np.concatenate([x.ravel() for x in leaves]))
    return np.stack(points), np.stack(points)
