"""The heavy ball with the step and momentum that are optimal for quadratics of known curvature.

Polyak 1964, "Some methods of speeding up the convergence of iteration methods", L the largest and m the
smallest curvature, κ = L/m.

    η = 4 / (√L + √m)²,   μ = ((√κ − 1) / (√κ + 1))²
    x_t = x_{t-1} − η g_t + μ (x_{t-1} − x_{t-2}),   x_{-1} = x_0

Both are symmetric in L and m, so that m > L needs no rule of its own.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    root_l, root_m = np.sqrt(hp["lipschitz"]), np.sqrt(hp["strong_convexity"])
    lr = 4 / (root_l + root_m) ** 2
    root_kappa = root_l / root_m
    mu = ((root_kappa - 1) / (root_kappa + 1)) ** 2
    x = np.array(x0, dtype=np.float64)
    before = x
    points = [x]
    for g in gradients:
        x, before = x - lr * g + mu * (x - before), x
        points.append(x)
    return np.stack(points), np.stack(points)
