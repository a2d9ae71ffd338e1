"""Gradient descent that reports an exponential moving average of its iterates, corrected for its start at zero.

Common practice, e.g. Tarvainen & Valpola 2017, arXiv:1703.01780; the correction is that of Kingma & Ba 2014.

    x_t = x_{t-1} − η g_t
    e_t = β e_{t-1} + (1 − β) x_t,   e_0 = 0
    answer_t = e_t / (1 − βᵗ)

The answer before the first step is x_0, which the average does not contain.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, beta = hp["learning_rate"], hp["ema_decay"]
    x = np.array(x0, dtype=np.float64)
    average = np.zeros_like(x)
    points, answers = [x], [x]
    for t, g in enumerate(gradients, start=1):
        x = x - lr * g
        average = beta * average + (1 - beta) * x
        points.append(x)
        answers.append(average / (1 - beta**t))
    return np.stack(points), np.stack(answers)
