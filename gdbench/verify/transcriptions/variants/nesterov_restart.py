"""Accelerated gradient descent that starts again wherever the last step went uphill.

O'Donoghue & Candès 2012, "Adaptive restart for accelerated gradient schemes", arXiv:1204.3982, gradient scheme,
on the recursion of Beck & Teboulle 2009.

    x_k = y_k − η g(y_k),   y_1 = x_0,   t_1 = 1
    if g(y_k)ᵀ (x_k − x_{k-1}) > 0:   y_{k+1} = x_k,   t_{k+1} = 1
    else:   t_{k+1} = (1 + √(1 + 4 t_k²)) / 2,   y_{k+1} = x_k + ((t_k − 1) / t_{k+1}) (x_k − x_{k-1})

A restart takes x_k as the new starting point, as the paper says (the authors' apg code goes back to x_{k-1}); the
step after it has again no momentum, as the first of all. The inner product runs over all parameters. The points
are y; the answers are x.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr = hp["learning_rate"]
    x = np.array(x0, dtype=np.float64)
    y, t = x, 1.0
    points, answers = [y], [x]
    for g in gradients:
        x_new = y - lr * g
        if np.sum(g * (x_new - x)) > 0:
            y, t = x_new, 1.0
        else:
            t_new = (1 + np.sqrt(1 + 4 * t**2)) / 2
            y, t = x_new + (t - 1) / t_new * (x_new - x), t_new
        x = x_new
        points.append(y)
        answers.append(x)
    return np.stack(points), np.stack(answers)
