"""Spectral descent is steepest descent in the spectral norm: the polar factor of the gradient times its nuclear norm.

Carlson, Cevher & Carin 2015, "Stochastic spectral descent for restricted Boltzmann machines", AISTATS. Per leaf:

    1  matrix: G = Σ_i σ_i u_i v_iᵀ with σ_1 ≥ σ_2 ≥ …;   X ← X − η (Σ_i σ_i) Σ_{i: σ_i > τ} u_i v_iᵀ,
       τ = σ_1 max(rows, columns) 2⁻⁵² (the machine's ε): singular vectors of a zero singular value are left out
    2  other leaf:  X ← X − η G

The pairs u_i v_iᵀ do not depend on the signs of singular vectors. A zero gradient makes no step; no state.
"""

import math

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    shapes = [(len(x0),)] if shapes is None else shapes
    ends = np.cumsum([math.prod(shape) for shape in shapes])
    points = [np.array(x0, dtype=np.float64)]
    leaves = [p.reshape(s) for p, s in zip(np.split(points[0], ends[:-1]), shapes, strict=True)]
    for flat in gradients:
        for i, (x, part) in enumerate(zip(leaves, np.split(flat, ends[:-1]), strict=True)):
            step = part.reshape(x.shape)
            if x.ndim == 2:
                u, sigma, vt = np.linalg.svd(step, full_matrices=False)
                used = sigma > sigma[0] * max(x.shape) * 2.0**-52
                step = np.sum(sigma) * (u * used) @ vt
            leaves[i] = x - hp["learning_rate"] * step
        points.append(np.concatenate([x.ravel() for x in leaves]))
    return np.stack(points), np.stack(points)
