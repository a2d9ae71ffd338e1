"""Sophia divides the mean gradient by a mean of the Hessian's diagonal, estimated now and then, and clips the result.

Liu et al. 2023, "Sophia: a scalable stochastic second-order optimizer for language model pre-training",
arXiv:2305.14342, algorithm 3 with Hutchinson's estimate (algorithm 1), here with probes of ±1 as in optax.

    m_t = β₁ m_{t-1} + (1 − β₁) g_t
    every `update_interval` steps (t − 1 ≡ 0):  h ← β₂ h + (1 − β₂) z_t ⊙ (∇²f(x_{t-1}) z_t),   h = 0 at first
    x_t = x_{t-1} − η (clip(m_t / max(γ h, ε), ±clip_threshold) + λ x_{t-1})

Without a mode, or in mode "paper", as above. Mode "optax" (0.2.8 contrib.sophia) divides m_t by 1 − β₁ᵗ in the step
and updates h only after the step has used it. Row t − 1 of the probes is
z_t = jax.random.rademacher(jax.random.fold_in(key, t), (n,), dtype); only those of the updates are used.
"""

import numpy as np


def run(oracle, x0, hp, steps, probes) -> np.ndarray:
    optax = {"paper": False, "optax": True}.get(hp.get("mode", "paper"))
    if optax is None:
        raise ValueError(hp["mode"])
    b1, b2, clip = hp["b1"], hp["b2"], hp["clip_threshold"]
    x = np.array(x0, dtype=np.float64)
    m, h = np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for t in range(1, steps + 1):
        _, g = oracle.value_and_grad(x)
        m = b1 * m + (1 - b1) * g
        h_new = h
        if (t - 1) % hp["update_interval"] == 0:
            z = probes[t - 1]
            h_new = b2 * h + (1 - b2) * z * (oracle.hessian(x) @ z)
        above, below = (m / (1 - b1**t), h) if optax else (m, h_new)
        u = np.clip(above / np.maximum(hp["gamma"] * below, hp["eps"]), -clip, clip)
        x = x - hp["learning_rate"] * (u + hp["weight_decay"] * x)
        h = h_new
        points.append(x)
    return np.stack(points)
