"""Accelerated gradient descent with the t_k sequence, whose momentum grows towards 1.

Nesterov 1983; Beck & Teboulle 2009, "A fast iterative shrinkage-thresholding algorithm", with constant step and
nothing to shrink, eqs. 4.1 to 4.3.

    x_k = y_k − η g(y_k),   y_1 = x_0,   t_1 = 1
    t_{k+1} = (1 + √(1 + 4 t_k²)) / 2
    y_{k+1} = x_k + ((t_k − 1) / t_{k+1}) (x_k − x_{k-1})

The points are y; the answers are x.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr = hp["learning_rate"]
    x = np.array(x0, dtype=np.float64)
    y, t = x, 1.0
    points, answers = [y], [x]
    for g in gradients:
        x_new = y - lr * g
        t_new = (1 + np.sqrt(1 + 4 * t**2)) / 2
        y = x_new + (t - 1) / t_new * (x_new - x)
        x, t = x_new, t_new
        points.append(y)
        answers.append(x)
    return np.stack(points), np.stack(answers)
