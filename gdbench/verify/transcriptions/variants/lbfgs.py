"""L-BFGS steps along a quasi-Newton direction from the last few pairs, with one trial of a bisection per step.

Liu & Nocedal 1989, "On the limited memory BFGS method"; Nocedal & Wright 2006, algorithm 7.4; the bisection for the
weak Wolfe conditions is that of Lewis & Overton 2013, "Nonsmooth optimization via quasi-Newton methods", alg. 2.6.

    d = −g, α = learning_rate, l = 0, h = ∞ at first;   in every step y = x + α d, s = gᵀd
    f(y) or ∇f(y) not finite, or f(y) > f(x) + c₁ α s:   h ← α,  x stays
    else ∇f(y)ᵀd < c₂ s:                                 l ← α,  x stays
        then α ← (l + h) / 2, or 2 l where h = ∞
    else x ← y, and the pair (y − x, ∇f(y) − ∇f(x)) = (p, q) is stored if pᵀq > 1e-10 ‖p‖ ‖q‖, the oldest leaving;
        d = −H ∇f(y) by two loops over the pairs from H₀ = (pᵀq / qᵀq) I of the newest (I where there is none);
        no pairs and d = −∇f(y) if this d does not descend;   α ← 1, l ← 0, h ← ∞
"""

import numpy as np


def direction(g, pairs):
    out, alphas = g, []
    for p, q in reversed(pairs):
        alphas.append((p @ out) / (p @ q))
        out = out - alphas[-1] * q
    if pairs:
        p, q = pairs[-1]
        out = (p @ q) / (q @ q) * out
    for (p, q), alpha in zip(pairs, reversed(alphas), strict=True):
        out = out + (alpha - (q @ out) / (p @ q)) * p
    return -out


def run(oracle, x0, hp, steps) -> np.ndarray:
    x = np.array(x0, dtype=np.float64)
    f, g = oracle.value_and_grad(x)
    d, pairs = -g, []
    alpha, low, high = hp["learning_rate"], 0.0, np.inf
    points = [x]
    for _ in range(steps):
        y, slope = x + alpha * d, g @ d
        f_y, g_y = oracle.value_and_grad(y)
        finite = np.isfinite(f_y) and np.all(np.isfinite(g_y))
        if not finite or f_y > f + hp["c1"] * alpha * slope:
            high = alpha
        elif g_y @ d < hp["c2"] * slope:
            low = alpha
        else:
            p, q = y - x, g_y - g
            if p @ q > 1e-10 * np.linalg.norm(p) * np.linalg.norm(q):
                pairs = [*pairs, (p, q)][-int(hp["memory"]) :]
            x, f, g = y, f_y, g_y
            d = direction(g, pairs)
            if not g @ d < 0:
                d, pairs = -g, []
            low, high = 0.0, np.inf
        if np.isfinite(high):
            alpha = (low + high) / 2
        else:
            alpha = 2 * low if low > 0 else 1.0
        points.append(x)
    return np.stack(points)
