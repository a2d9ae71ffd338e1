"""Rprop gives each coordinate its own step length, which grows while its gradient keeps its sign.

Riedmiller & Braun 1993, without the step back, as in iRprop−: Igel & Hüsken 2000, "Improving the Rprop learning
algorithm", table 4; torch.optim.Rprop (which clips Δ in every step, also where it does not change); optax 0.2.8.

    paper, torch:  s = g_t g_{t-1},  Δ_0 = η,  g_0 = 0
                   Δ_t = clip(Δ_{t-1} · (η⁺ if s > 0, η⁻ if s < 0, else 1), min_step, max_step)
                   g_t := 0 where s < 0
                   x_t = x_{t-1} − Δ_t sign(g_t)
    optax:         s = g_t p_{t-1},  Δ_0 = η,  p_0 = 0
                   Δ_t as above, but Δ_{t-1} unclipped where s = 0
                   p_t = 0 where s < 0, else Δ_t sign(g_t)
                   x_t = x_{t-1} − (0 where s < 0, else p_{t-1}): the move is one step late
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    if hp["mode"] not in ("paper", "torch", "optax"):
        raise ValueError(hp["mode"])
    low, high = hp["min_step"], hp["max_step"]
    x = np.array(x0, dtype=np.float64)
    delta = np.full_like(x, hp["learning_rate"])
    before = np.zeros_like(x)  # the last gradient; in optax mode the last step
    points = [x]
    for g in gradients:
        s = g * before
        factor = np.where(s > 0, hp["eta_plus"], np.where(s < 0, hp["eta_minus"], 1.0))
        if hp["mode"] == "optax":
            delta = np.where(s == 0, delta, np.clip(delta * factor, low, high))
            move = np.where(s < 0, 0.0, before)
            before = np.where(s < 0, 0.0, delta * np.sign(g))
        else:
            delta = np.clip(delta * factor, low, high)
            before = np.where(s < 0, 0.0, g)
            move = delta * np.sign(before)
        x = x - move
        points.append(x)
    return np.stack(points), np.stack(points)
