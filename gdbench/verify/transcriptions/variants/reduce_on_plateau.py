"""Gradient descent whose learning rate is cut when the function value has not improved for a while.

Keras' ReduceLROnPlateau with a relative tolerance, as optax 0.2.8 contrib.reduce_on_plateau (with atol 0).

    improved if f_t < (1 − rtol) f_best, f_best = ∞ at first;   then f_best ← f_t
    in cooldown (c > 0):  bad ← 0,  c ← c − 1
    else:  bad ← 0 if improved, else bad + 1;  if bad = patience: scale ← factor · scale, bad ← 0, c ← cooldown
    x_t = x_{t-1} − η scale g_t,   with the scale after f_t, the value at x_{t-1}, was seen
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    x = np.array(x0, dtype=np.float64)
    best, bad, waiting, scale = np.inf, 0, 0, 1.0
    points = [x]
    for g, value in zip(gradients, values, strict=True):
        improved = value < (1 - hp["rtol"]) * best
        if improved:
            best = value
        if waiting > 0:
            bad = 0
            waiting -= 1
        else:
            bad = 0 if improved else bad + 1
            if bad == hp["patience"]:
                scale = hp["factor"] * scale
                bad = 0
                waiting = hp["cooldown"]
        x = x - hp["learning_rate"] * scale * g
        points.append(x)
    return np.stack(points), np.stack(points)
