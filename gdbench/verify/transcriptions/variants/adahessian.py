"""AdaHessian is Adam with the squared gradient replaced by a squared estimate of the Hessian's diagonal.

Yao et al. 2020, "ADAHESSIAN: an adaptive second order optimizer for machine learning", arXiv:2006.00719,
algorithm 1 without spatial averaging; ε outside the power, as the authors' code has it.

    D = z_t ⊙ (∇²f(x_{t-1}) z_t)
    m_t = β₁ m_{t-1} + (1 − β₁) g_t,   m̂_t = m_t / (1 − β₁ᵗ)
    v_t = β₂ v_{t-1} + (1 − β₂) D²,    v̂_t = v_t / (1 − β₂ᵗ)
    x_t = x_{t-1} − η m̂_t / (√v̂_t ^ k + ε),   k = hessian_power

Row t − 1 of the probes is z_t = jax.random.rademacher(jax.random.fold_in(key, t), (n,), dtype).
"""

import numpy as np


def run(oracle, x0, hp, steps, probes) -> np.ndarray:
    lr, b1, b2, eps = hp["learning_rate"], hp["b1"], hp["b2"], hp["eps"]
    x = np.array(x0, dtype=np.float64)
    m, v = np.zeros_like(x), np.zeros_like(x)
    points = [x]
    for t in range(1, steps + 1):
        _, g = oracle.value_and_grad(x)
        z = probes[t - 1]
        diagonal = z * (oracle.hessian(x) @ z)
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * diagonal**2
        m_hat = m / (1 - b1**t)
        v_hat = v / (1 - b2**t)
        x = x - lr * m_hat / (np.sqrt(v_hat) ** hp["hessian_power"] + eps)
        points.append(x)
    return np.stack(points)
