"""Stochastic weight averaging reports the equal mean of every c-th iterate of gradient descent after a start.

Izmailov et al. 2018, "Averaging weights leads to wider optima and better generalization", arXiv:1803.05407,
algorithm 1.

    x_t = x_{t-1} − η g_t
    answer_t = mean of all x_s with swa_start < s ≤ t and s ≡ 0 mod swa_period, and x_t where there is none
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    x = np.array(x0, dtype=np.float64)
    points, answers, averaged = [x], [x], []
    for t, g in enumerate(gradients, start=1):
        x = x - hp["learning_rate"] * g
        if t > hp["swa_start"] and t % hp["swa_period"] == 0:
            averaged.append(x)
        points.append(x)
        answers.append(np.mean(averaged, axis=0) if averaged else x)
    return np.stack(points), np.stack(answers)
