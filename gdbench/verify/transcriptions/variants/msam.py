"""Momentum-SAM takes the gradient at a point moved along the momentum, so that sharpness costs no second gradient.

Becker, Altrock & Risse 2024, "Momentum-SAM: sharpness aware minimization without computational overhead",
arXiv:2401.12033, algorithm 1.

    v_t = μ v_{t-1} + g(w̃_{t-1}),   v_0 = 0
    w_t = w_{t-1} − η v_t
    w̃_t = w_t − ρ v_t / ‖v_t‖,   w̃_t = w_t where v_t = 0

The sign is that of the paper and of the authors' code: v sums gradients, so w̃ lies ahead of w in the direction of
descent, as Nesterov's look-ahead does, but at the distance ρ. The points are w̃, the answers w.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, mu, rho = hp["learning_rate"], hp["momentum"], hp["rho"]
    w = np.array(x0, dtype=np.float64)
    v = np.zeros_like(w)
    points, answers = [w], [w]
    for g in gradients:
        v = mu * v + g
        w = w - lr * v
        norm = np.linalg.norm(v)
        points.append(w - rho * v / norm if norm > 0 else w)
        answers.append(w)
    return np.stack(points), np.stack(answers)
