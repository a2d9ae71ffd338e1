"""NAdam is Adam with Nesterov's look-ahead: the next step's momentum already applied to this step's mean.

Dozat 2016, "Incorporating Nesterov momentum into Adam", algorithm 2, with the warm-up of μ of his report of 2015.

    μ_t = β₁ (1 − ½ 0.96^{tψ}),   Π_t = μ_1 ⋯ μ_t,   v̂_t as in Adam
    paper:  m_t = μ_t m_{t-1} + (1 − μ_t) g_t
    torch:  m_t = β₁ m_{t-1} + (1 − β₁) g_t
    both:   m̄_t = (1 − μ_t) g_t / (1 − Π_t) + μ_{t+1} m_t / (1 − Π_{t+1})
    optax:  m_t as in torch,   m̄_t = (1 − β₁) g_t / (1 − β₁ᵗ) + β₁ m_t / (1 − β₁ᵗ⁺¹)
    x_t = x_{t-1} − η m̄_t / (√v̂_t + ε) − η λ x_{t-1}   (λ = 0 in the paper; torch's decoupled decay)

Algorithm 2 also multiplies v̂ by β₂; the author's report and code (tdozat/Optimization) do not, nor does this.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, eps, psi = hp["learning_rate"], hp["b1"], hp["b2"], hp["eps"], hp["momentum_decay"]
    x = np.array(x0, dtype=np.float64)
    m, v, product = np.zeros_like(x), np.zeros_like(x), 1.0
    points = [x]
    for t, g in enumerate(gradients, start=1):
        v = b2 * v + (1 - b2) * g**2
        v_hat = v / (1 - b2**t)
        mu = b1 * (1 - 0.5 * 0.96 ** (t * psi))
        mu_next = b1 * (1 - 0.5 * 0.96 ** ((t + 1) * psi))
        product = product * mu
        if hp["mode"] == "paper":
            m = mu * m + (1 - mu) * g
        elif hp["mode"] in ("torch", "optax"):
            m = b1 * m + (1 - b1) * g
        else:
            raise ValueError(hp["mode"])
        if hp["mode"] == "optax":
            m_bar = (1 - b1) * g / (1 - b1**t) + b1 * m / (1 - b1 ** (t + 1))
        else:
            m_bar = (1 - mu) * g / (1 - product) + mu_next * m / (1 - product * mu_next)
        x = (1 - lr * hp["weight_decay"]) * x - lr * m_bar / (np.sqrt(v_hat) + eps)
        points.append(x)
    return np.stack(points), np.stack(points)
