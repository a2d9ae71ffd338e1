"""SPAM is Adam that clips spikes of the gradient and regularly forgets its moments.

Huang et al. 2025, "SPAM: spike-aware Adam with momentum reset", arXiv:2501.06842, without sparse momentum. As in
the authors' code the moments are zeroed in the steps t = period, 2 period, … before their gradient is used, and
the warm-up counts s = 0 in that step; unlike there, the bias correction starts again too, and spikes are clipped
from the second step after a start or reset.

    where t mod period = 0:  m_{t-1} = v_{t-1} = 0, k = 0, s = 0      (k = 0 also before the first step; k ← k + 1)
    where k > 1 and g² > θ v_{t-1}:  g ← sign(g) √(θ v_{t-1})          (θ the knob `spike`)
    m_t = β₁ m_{t-1} + (1 − β₁) g,   v_t = β₂ v_{t-1} + (1 − β₂) g²
    w = 1 before the first reset, then 1 − ½ (1 + cos(π min(s, warmup)/warmup)), s ← s + 1
    x_t = x_{t-1} − η w (m_t / (1 − β₁ᵏ)) / (√(v_t / (1 − β₂ᵏ)) + ε)

A coordinate whose v is 0 after its first gradients is clipped to 0, and stays still until the next reset.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr, b1, b2, eps = hp["learning_rate"], hp["b1"], hp["b2"], hp["eps"]
    period, warmup = int(hp["period"]), int(hp["warmup"])
    x = np.array(x0, dtype=np.float64)
    m, v = np.zeros_like(x), np.zeros_like(x)
    k, s = 0, None
    points = [x]
    for t, gradient in enumerate(gradients, start=1):
        if t % period == 0:
            m, v, k, s = np.zeros_like(x), np.zeros_like(x), 0, 0
        k += 1
        g = gradient
        if k > 1:
            spiked = (g**2 > hp["spike"] * v) & (v > 0)
            g = np.where(spiked, np.sign(g) * np.sqrt(hp["spike"] * v), g)
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g**2
        scale = 1.0
        if s is not None:
            scale = 1 - (1 + np.cos(np.pi * min(s, warmup) / warmup)) / 2
            s += 1
        x = x - lr * scale * (m / (1 - b1**k)) / (np.sqrt(v / (1 - b2**k)) + eps)
        points.append(x)
    return np.stack(points), np.stack(points)
