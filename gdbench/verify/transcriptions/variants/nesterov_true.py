"""Nesterov's momentum takes the gradient at the look-ahead point x + μv, not at x.

Nesterov 1983, "A method for solving the convex programming problem with convergence rate O(1/k²)", in the
velocity form of Sutskever et al. 2013 (ICML).

    v_t = μ v_{t-1} − η ∇f(x_{t-1} + μ v_{t-1}),   v_0 = 0
    x_t = x_{t-1} + v_t

The points are x_t + μ v_t (where gradient t+1 is taken); the answers are x_t.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None) -> tuple[np.ndarray, np.ndarray]:
    lr, mu = hp["learning_rate"], hp["momentum"]
    x = np.array(x0, dtype=np.float64)
    v = np.zeros_like(x)
    points, answers = [x + mu * v], [x]
    for g in gradients:
        v = mu * v - lr * g
        x = x + v
        points.append(x + mu * v)
        answers.append(x)
    return np.stack(points), np.stack(answers)
