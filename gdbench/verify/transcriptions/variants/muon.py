"""Muon orthogonalises the momentum of each matrix by Newton–Schulz and gives every other leaf to Adam.

Jordan 2024, https://kellerjordan.github.io/posts/muon (modded-nanogpt reference code); optax 0.2.8.

    M_t = μ M_{t-1} + (1 − μ) G,   U = μ M_t + (1 − μ) G if nesterov else M_t
    X = U / (‖U‖_F + ε), taken transposed if rows > cols; O = X after ns_steps times
        A = X Xᵀ,   X ← a X + (b A + c A²) X,   (a, b, c) = (3.4445, −4.7750, 2.0315)
    W_t = W_{t-1} − η (s O + λ W_{t-1}),   s = √max(1, cols/rows) for [in, out] leaves
    other leaves: AdamW with the same η and λ, and adam_b1, adam_b2, adam_eps

optax mode: in U, M_t and G are divided by 1 − μᵗ⁺¹ and 1 − μᵗ (without nesterov M_t by 1 − μᵗ);
Adam takes its mean the same way (Dozat's form), Muon's ε, and no weight decay.
"""

import math

import numpy as np


def mean_gradient(m, g, decay, t, *, nesterov, corrected):
    now, ahead = (1 - decay**t, 1 - decay ** (t + 1)) if corrected else (1.0, 1.0)
    return decay * m / ahead + (1 - decay) * g / now if nesterov else m / now


def newton_schulz(u, steps, eps):
    tall = u.shape[0] > u.shape[1]
    x = (u.T if tall else u) / (np.linalg.norm(u) + eps)
    for _ in range(steps):
        a = x @ x.T
        x = 3.4445 * x + (-4.7750 * a + 2.0315 * a @ a) @ x
    return x.T if tall else x


def run(gradients, x0, hp, *, shapes=None, noise=None) -> tuple[np.ndarray, np.ndarray]:
    optax = {"paper": False, "optax": True}[hp["mode"]]
    b1, adam_b1, adam_b2, decay = hp["b1"], hp["adam_b1"], hp["adam_b2"], hp["weight_decay"]
    adam_eps = hp["eps"] if optax else hp["adam_eps"]
    shapes = [(len(x0),)] if shapes is None else shapes
    ends = np.cumsum([math.prod(shape) for shape in shapes])
    points = [np.array(x0, dtype=np.float64)]
    leaves = [p.reshape(s) for p, s in zip(np.split(points[0], ends[:-1]), shapes, strict=True)]
    first, second = [np.zeros(s) for s in shapes], [np.zeros(s) for s in shapes]
    for t, flat in enumerate(gradients, start=1):
        for i, (w, part) in enumerate(zip(leaves, np.split(flat, ends[:-1]), strict=True)):
            g, beta = part.reshape(w.shape), b1 if w.ndim == 2 else adam_b1
            first[i] = beta * first[i] + (1 - beta) * g
            if w.ndim == 2:
                u = mean_gradient(first[i], g, b1, t, nesterov=hp["nesterov"], corrected=optax)
                scale = np.sqrt(max(1, w.shape[1] / w.shape[0]))
                step = scale * newton_schulz(u, int(hp["ns_steps"]), hp["eps"]) + decay * w
            else:
                second[i] = adam_b2 * second[i] + (1 - adam_b2) * g**2
                dozat = optax and hp["nesterov"]
                u = mean_gradient(first[i], g, adam_b1, t, nesterov=dozat, corrected=True)
                step = u / (np.sqrt(second[i] / (1 - adam_b2**t)) + adam_eps)
            leaves[i] = w - hp["learning_rate"] * step
        points.append(np.concatenate([w.ravel() for w in leaves]))
    return np.stack(points), np.stack(points)
