"""1/m sum_j ln(1 + exp(-b_j a_j.x)) + lambda/2 |x|^2: A = U diag(s) V^T, m = 200, kappa = 1000, lambda = 1/kappa.

One stream, RandomState(0): normals [m, n] whose QR gives U, normals [n, n] for V, the direction whose signs are
the labels, m uniforms of which those below 1/10 flip a label. s is log-spaced over a factor of sqrt(kappa), with
s_max^2 / (4 m) + lambda = 1.
"""

import math

import numpy as np

from gdbench.verify.transcriptions.problems._games import squared_distance


def value(x: list[float]) -> float:
    m, n, kappa = 200, len(x), 1000.0
    rng = np.random.RandomState(0)
    u, _ = np.linalg.qr(rng.normal(size=(m, n)))
    v, _ = np.linalg.qr(rng.normal(size=(n, n)))
    s_max = math.sqrt(4 * m * (1 - 1 / kappa))
    s = np.geomspace(s_max, s_max / math.sqrt(kappa), n)
    a = u @ np.diag(s) @ v.T
    margins = a @ rng.normal(size=n)
    flips = rng.uniform(size=m)
    terms = []
    for j in range(m):
        label = (1.0 if margins[j] > 0 else -1.0) * (-1.0 if flips[j] < 0.1 else 1.0)
        z = -label * math.fsum(aji * xi for aji, xi in zip(a[j].tolist(), x, strict=True))
        terms.append(max(z, 0.0) + math.log1p(math.exp(-abs(z))))
    return math.fsum(terms) / m + 0.5 / kappa * squared_distance(x)
