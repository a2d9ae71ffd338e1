"""Adam-mini is AdamW with one mean square for each output of a matrix and one for any other leaf.

Zhang et al. 2024, "Adam-mini: use fewer learning rates to gain more", arXiv:2406.16793, with blocks by output.

    m_t = β₁ m_{t-1} + (1 − β₁) g_t
    v_t = β₂ v_{t-1} + (1 − β₂) mean(g_t²),   one number for each block:
          the columns of a matrix [in, out]; every other leaf is one block
    x_t = x_{t-1} − η (m̂_t / (√v̂_t + ε) + λ x_{t-1})
"""

import math

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, eps, decay = hp["learning_rate"], hp["b1"], hp["b2"], hp["eps"], hp["weight_decay"]
    shapes = [(len(x0),)] if shapes is None else shapes
    ends = np.cumsum([math.prod(shape) for shape in shapes])
    points = [np.array(x0, dtype=np.float64)]
    leaves = [p.reshape(s) for p, s in zip(np.split(points[0], ends[:-1]), shapes, strict=True)]
    m = [np.zeros(shape) for shape in shapes]
    v = [np.zeros(shape[1]) if len(shape) == 2 else 0.0 for shape in shapes]
    for t, flat in enumerate(gradients, start=1):
        for i, (w, part) in enumerate(zip(leaves, np.split(flat, ends[:-1]), strict=True)):
            g = part.reshape(w.shape)
            square = np.mean(g**2, axis=0) if w.ndim == 2 else np.mean(g**2)
            m[i] = b1 * m[i] + (1 - b1) * g
            v[i] = b2 * v[i] + (1 - b2) * square
            m_hat, v_hat = m[i] / (1 - b1**t), v[i] / (1 - b2**t)
            leaves[i] = w - lr * (m_hat / (np.sqrt(v_hat) + eps) + decay * w)
        points.append(np.concatenate([w.ravel() for w in leaves]))
    return np.stack(points), np.stack(points)
