"""Ranger is RAdam on centralised gradients, with Lookahead around it.

Wright 2019–2020, https://github.com/lessw2020/Ranger-Deep-Learning-Optimizer, composed of Yong et al. 2020,
arXiv:2004.01461 (centralisation), Liu et al. 2019, arXiv:1908.03265 (RAdam) and Zhang et al. 2019, arXiv:1907.08610
(Lookahead). (Wright's code adds ε to √v_t before the bias correction; here it is added after, as in Adam.)

    g_t: of an [in, out] leaf, less its mean over the inputs
    m_t = β₁ m_{t-1} + (1 − β₁) g_t,    m̂_t = m_t / (1 − β₁ᵗ)
    v_t = β₂ v_{t-1} + (1 − β₂) g_t²,   v̂_t = v_t / (1 − β₂ᵗ)
    ρ_∞ = 2 / (1 − β₂) − 1,   ρ_t = ρ_∞ − 2 t β₂ᵗ / (1 − β₂ᵗ)
    if ρ_t ≥ threshold:  r = √((ρ_t − 4)(ρ_t − 2) ρ_∞ / ((ρ_∞ − 4)(ρ_∞ − 2) ρ_t)),   x ← x − η r m̂_t / (√v̂_t + ε)
    else:                x ← x − η m̂_t
    if k divides t:      z ← z + α (x − z),   x ← z,   z = x₀ at first

In ρ_t, 1 − β₂ᵗ is summed as (1 − β₂)(1 + β₂ + … + β₂ᵗ⁻¹).
"""

import math

import numpy as np


def centralised(g, shapes):
    ends = np.cumsum([math.prod(shape) for shape in shapes])[:-1]
    parts = [part.reshape(shape) for part, shape in zip(np.split(g, ends), shapes, strict=True)]
    parts = [part - np.mean(part, axis=0, keepdims=True) if part.ndim == 2 else part for part in parts]
    return np.concatenate([part.ravel() for part in parts])


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2 = hp["learning_rate"], hp["b1"], hp["b2"]
    shapes = [(len(x0),)] if shapes is None else shapes
    x = np.array(x0, dtype=np.float64)
    m, v, slow = np.zeros_like(x), np.zeros_like(x), x
    rho_max, powers = 2 / (1 - b2) - 1, 0.0
    points = [x]
    for t, raw in enumerate(gradients, start=1):
        g = centralised(raw, shapes)
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g**2
        m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
        powers = powers + b2 ** (t - 1)
        rho = rho_max - 2 * t * b2**t / ((1 - b2) * powers)
        if rho >= hp["threshold"]:
            r = np.sqrt((rho - 4) * (rho - 2) * rho_max / ((rho_max - 4) * (rho_max - 2) * rho))
            x = x - lr * r * m_hat / (np.sqrt(v_hat) + hp["eps"])
        else:
            x = x - lr * m_hat
        if t % int(hp["sync_period"]) == 0:
            slow = slow + hp["slow_step_size"] * (x - slow)
            x = slow
        points.append(x)
    return np.stack(points), np.stack(points)
