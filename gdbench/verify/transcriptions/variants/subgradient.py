"""The subgradient method takes steps of falling length and reports their weighted mean.

Shor 1962; Polyak 1967; Nesterov 2018, "Lectures on convex optimization", section 3.2.3: the mean of the points
where the subgradients were taken, weighted by the steps from there, is what the bound holds for.

    x_t = x_{t-1} − (η/√t) g_t
    answer_t = Σ_{i≤t} x_{i-1}/√i / Σ_{i≤t} 1/√i

The answer before the first step is x_0.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lr = hp["learning_rate"]
    x = np.array(x0, dtype=np.float64)
    points, answers = [x], [x]
    weighted, weights = np.zeros_like(x), 0.0
    for t, g in enumerate(gradients, start=1):
        weighted = weighted + x / np.sqrt(t)
        weights = weights + 1 / np.sqrt(t)
        x = x - lr / np.sqrt(t) * g
        points.append(x)
        answers.append(weighted / weights)
    return np.stack(points), np.stack(answers)
