"""Averaged gradient descent reports the mean of its iterates rather than the last one.

Polyak & Juditsky 1992, "Acceleration of stochastic approximation by averaging"; Ruppert 1988.

    x_t = (1 − λ η_t) x_{t-1} − η_t g_t,   η_t = η / (1 + λ η (t − 1))^c,   λ = decay (0 in the papers), c = power
    answer_t = mean of all x_s with start_step < s ≤ t, and x_t where there is none

The answer before the first step is x_0.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, start_step = hp["learning_rate"], hp["start_step"]
    x = np.array(x0, dtype=np.float64)
    points, answers, averaged = [x], [x], []
    for t, g in enumerate(gradients, start=1):
        rate = lr / (1 + hp["decay"] * lr * (t - 1)) ** hp["power"]
        x = (1 - hp["decay"] * rate) * x - rate * g
        if t > start_step:
            averaged.append(x)
        points.append(x)
        answers.append(np.mean(averaged, axis=0) if averaged else x)
    return np.stack(points), np.stack(answers)
