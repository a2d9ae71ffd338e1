"""The triple momentum method, the fastest known for smooth and strongly convex functions.

Van Scoy, Freeman & Lynch 2018, "The fastest known globally convergent first-order method for minimizing strongly
convex functions", IEEE Control Systems Letters 2(1), L the largest and m the smallest curvature, κ = L/m.

    ρ = 1 − 1/√κ,   α = (1 + ρ)/L,   β = ρ²/(2 − ρ),   γ = ρ²/((1 + ρ)(2 − ρ)),   δ = ρ²/(1 − ρ²)
    ξ_{k+1} = (1 + β) ξ_k − β ξ_{k-1} − α g(y_k),   ξ_{-1} = ξ_0 = x_0
    y_k = (1 + γ) ξ_k − γ ξ_{k-1}
    x_k = (1 + δ) ξ_k − δ ξ_{k-1}

The points are y; the answers are x. With m > L, which no function has, m is L. The difference d_k = ξ_k − ξ_{k-1} is
carried, and 1 − ρ² = s (2 − s) with s = √(m/L): δ is as large as √κ and would magnify the rounding of either.
"""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None, values=None) -> tuple[np.ndarray, np.ndarray]:
    lipschitz, convexity = hp["lipschitz"], min(hp["strong_convexity"], hp["lipschitz"])
    s = np.sqrt(convexity / lipschitz)
    rho = 1 - s
    alpha = (1 + rho) / lipschitz
    beta = rho**2 / (2 - rho)
    gamma = rho**2 / ((1 + rho) * (2 - rho))
    delta = rho**2 / (s * (2 - s))
    xi = np.array(x0, dtype=np.float64)
    d = np.zeros_like(xi)
    points, answers = [xi], [xi]
    for g in gradients:
        d = beta * d - alpha * g
        xi = xi + d
        points.append(xi + gamma * d)
        answers.append(xi + delta * d)
    return np.stack(points), np.stack(answers)
