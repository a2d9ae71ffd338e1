"""Noisy gradient descent adds Gaussian noise of fading variance to each gradient.

Neelakantan et al. 2015, "Adding gradient noise improves learning for very deep networks", arXiv:1511.06807, with
steps counted from 1, as optax.noisy_sgd of optax 0.2.8 does.

    x_t = x_{t-1} − η (g_t + √(η₀ / t^γ) N_t),   N_t ~ N(0, I)

with η the learning rate and η₀ the knob `eta`.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, eta, gamma = hp["learning_rate"], hp["eta"], hp["gamma"]
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for t, (g, normal) in enumerate(zip(gradients, noise, strict=True), start=1):
        x = x - lr * (g + np.sqrt(eta / t**gamma) * normal)
        points.append(x)
    return np.stack(points), np.stack(points)
