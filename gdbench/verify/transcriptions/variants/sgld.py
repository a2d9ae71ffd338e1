"""Langevin dynamics adds to half a gradient step Gaussian noise whose variance is the step size.

Welling & Teh 2011, "Bayesian learning via stochastic gradient Langevin dynamics", eq. 4, with a temperature.

    x_t = x_{t-1} − ½ η g_t + √(η T) N_t,   N_t ~ N(0, I)
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None) -> tuple[np.ndarray, np.ndarray]:
    lr, temperature = hp["learning_rate"], hp["temperature"]
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for g, normal in zip(gradients, noise, strict=True):
        x = x - 0.5 * lr * g + np.sqrt(lr * temperature) * normal
        points.append(x)
    return np.stack(points), np.stack(points)
