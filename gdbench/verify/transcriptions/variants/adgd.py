"""Adaptive gradient descent steps by the inverse of the curvature it has just seen and lets steps grow only slowly.

Malitsky & Mishchenko 2020, "Adaptive gradient descent without descent", arXiv:1910.09529, algorithm 1.

    α_t = min(√(1 + θ_{t-1}) α_{t-1}, ‖x_{t-1} − x_{t-2}‖ / (2 ‖g_t − g_{t-1}‖)),   θ_t = α_t / α_{t-1}
    x_t = x_{t-1} − α_t g_t,   α_1 = η,   θ_1 = ∞ (the second step has no first term)

Where x or g did not change there is no second term; with neither term the step stays.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    x = np.array(x0, dtype=np.float64)
    rate, theta, x_old, g_old = hp["learning_rate"], np.inf, None, None
    points = [x]
    for t, g in enumerate(gradients, start=1):
        if t > 1:
            change, moved = np.linalg.norm(g - g_old), np.linalg.norm(x - x_old)
            bounds = [np.sqrt(1 + theta) * rate] if np.isfinite(theta) else []
            if change > 0 and moved > 0:
                bounds.append(moved / (2 * change))
            new = min(bounds, default=rate)
            theta = new / rate if rate > 0 else 0.0
            rate = new
        x_old, g_old = x, g
        x = x - rate * g
        points.append(x)
    return np.stack(points), np.stack(points)
