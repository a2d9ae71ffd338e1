"""Adafactor divides by the root of a second moment of rank one, clips the step by its RMS and scales it to the weights.

Shazeer & Stern 2018, "Adafactor: adaptive learning rates with sublinear memory cost", arXiv:1804.04235, in the form
of Optax 0.2.8 with a learning rate given and no momentum. Per leaf, all slots start at 0:

    1  ρ_t = 1 − t^(−c),  c = decay_rate  (so ρ_1 = 0),   S = G² + ε elementwise
    2  factored, i.e. a matrix whose two sides are both ≥ min_dim_size_to_factor:
       r_t = ρ_t r_{t-1} + (1 − ρ_t) (mean of S along each row),   k_t likewise along each column
       U_ij = G_ij / √(r_i / mean(r)) / √k_j
       any other leaf:  v_t = ρ_t v_{t-1} + (1 − ρ_t) S,   U = G / √v_t
    3  U ← U / max(1, RMS(U) / d),  d = clipping_threshold,  RMS(U) = √mean(U²)
    4  X_t = X_{t-1} − η s U − η λ X_{t-1},   s = max(RMS(X_{t-1}), 10⁻³) if multiply_by_parameter_scale else 1

As documented by torch.optim.Adafactor, mode torch has S = G² in 1, and in 2 U = G / √max(ε², r_i k_j / max(ε, mean(r)))
or U = G / √max(ε², v_t), and in 4 min(η, 1/√t) in place of the first η.

A zero gradient gives U = 0, for S ≥ ε > 0. Rows and columns enter alike, so the orientation of a leaf is of no effect.
"""

import math

import numpy as np


def rms(array):
    return np.sqrt(np.mean(array**2))


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    if hp["multiply_by_parameter_scale"] not in (False, True):
        raise ValueError(hp["multiply_by_parameter_scale"])
    if hp["mode"] not in ("optax", "torch"):
        raise ValueError(hp["mode"])
    least = hp["min_dim_size_to_factor"]
    shapes = [(len(x0),)] if shapes is None else shapes
    ends = np.cumsum([math.prod(shape) for shape in shapes])
    points = [np.array(x0, dtype=np.float64)]
    leaves = [p.reshape(s) for p, s in zip(np.split(points[0], ends[:-1]), shapes, strict=True)]
    row, column, full = ([0.0] * len(leaves) for _ in range(3))
    for t, flat in enumerate(gradients, start=1):
        rho = 1 - float(t) ** -hp["decay_rate"]
        for i, (x, part) in enumerate(zip(leaves, np.split(flat, ends[:-1]), strict=True)):
            g = part.reshape(x.shape)
            torch = hp["mode"] == "torch"
            square = g**2 + (0.0 if torch else hp["eps"])
            if x.ndim == 2 and min(x.shape) >= least:
                row[i] = rho * row[i] + (1 - rho) * square.mean(axis=1)
                column[i] = rho * column[i] + (1 - rho) * square.mean(axis=0)
                if torch:
                    estimate = np.outer(row[i], column[i]) / max(row[i].mean(), hp["eps"])
                    u = g / np.sqrt(np.maximum(estimate, max(hp["eps"] ** 2, 1e-307)))
                else:
                    u = g / np.sqrt(row[i] / row[i].mean())[:, None] / np.sqrt(column[i])[None, :]
            else:
                full[i] = rho * full[i] + (1 - rho) * square
                u = g / np.sqrt(np.maximum(full[i], max(hp["eps"] ** 2, 1e-307)) if torch else full[i])
            u = u / max(1.0, rms(u) / hp["clipping_threshold"])
            scale = max(rms(x), 1e-3) if hp["multiply_by_parameter_scale"] else 1.0
            lr = hp["learning_rate"]
            leaves[i] = (1 - lr * hp["weight_decay"]) * x - (min(lr, t**-0.5) if torch else lr) * scale * u
        points.append(np.concatenate([x.ravel() for x in leaves]))
    return np.stack(points), np.stack(points)
