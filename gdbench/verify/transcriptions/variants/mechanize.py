"""Mechanic tunes a factor on all past steps of an optimizer, here gradient descent, by online learning.

Cutkosky, Defazio & Mehta 2023, "Mechanic: a learning rate tuner", arXiv:2306.00144, algorithm 1, in the form of
optax 0.2.8 contrib.mechanize: h is clipped in the reward, the reward only where it is used, and Δ is computed
from the points. Componentwise for β = (1 − 10⁻¹, …, 1 − 10⁻ᵏ), with S_t = Σ s_t and ε = 1e-8:

    Δ  = (x_0 − x_{t-1}) / (S_{t-1} + ε)
    h  = ⟨g_t + λ S_{t-1} ‖g_t‖ / (‖x_{t-1}‖ + ε) x_{t-1}, Δ⟩
    r_t = β r_{t-1} + clip(h, −m_{t-1}, m_{t-1}) s_{t-1}
    m_t = max(β m_{t-1}, |h| + ε),   v_t = β² v_{t-1} + h²
    s_t = (s_init m_t / k + max(r_t, 0)) / (√v_t + ε)
    x_t = x_0 − S_t (Δ + η g_t)

with r, m, v = 0 and s = s_init at first, so that S_0 = k s_init.
"""

import numpy as np

EPS = 1e-8


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    k, s_init = int(hp["num_betas"]), hp["s_init"]
    betas = np.array([1 - 0.1**i for i in range(1, k + 1)])
    x0 = np.array(x0, dtype=np.float64)
    x = x0
    r, m, v, s = np.zeros(k), np.zeros(k), np.zeros(k), np.full(k, s_init)
    points = [x]
    for g in gradients:
        total = np.sum(s)
        delta = (x0 - x) / (total + EPS)
        decay = hp["mech_decay"] * total * np.linalg.norm(g) / (np.linalg.norm(x) + EPS)
        h = np.sum((g + decay * x) * delta)
        r = betas * r + np.clip(h, -m, m) * s
        m = np.maximum(betas * m, abs(h) + EPS)
        v = betas**2 * v + h**2
        s = (s_init / k * m + np.maximum(r, 0.0)) / (np.sqrt(v) + EPS)
        x = x0 - np.sum(s) * (delta + hp["learning_rate"] * g)
        points.append(x)
    return np.stack(points), np.stack(points)
