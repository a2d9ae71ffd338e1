"""In a particle swarm each particle is drawn to its own best point so far and to the swarm's best.

Kennedy & Eberhart 1995, "Particle swarm optimization", with the inertia weight of Shi & Eberhart 1998.

    v ← w v + c₁ r₁ (p − x) + c₂ r₂ (g − x),   v = 0 at first, r₁ and r₂ uniform for each coordinate
    x ← x + v
    after all moved:  p_i ← x_i if f(x_i) < f(p_i);   g ← the best p_i if f(p_i) < f(g)
"""

import numpy as np


def run(value, positions0, hp, uniforms, steps) -> np.ndarray:
    x = np.array(positions0, dtype=np.float64)
    v = np.zeros_like(x)
    p, f_p = x.copy(), np.array([value(particle) for particle in x], dtype=np.float64)
    f_p[np.isnan(f_p)] = np.inf  # an undefined value is never the best
    g, f_g = p[np.argmin(f_p)].copy(), np.min(f_p)
    best = [g]
    for t in range(1, steps + 1):
        r1, r2 = uniforms(t)
        v = hp["inertia"] * v + hp["cognitive"] * r1 * (p - x) + hp["social"] * r2 * (g - x)
        x = x + v
        f = np.array([value(particle) for particle in x], dtype=np.float64)
        better = f < f_p
        p[better], f_p[better] = x[better], f[better]
        if np.min(f_p) < f_g:
            g, f_g = p[np.argmin(f_p)].copy(), np.min(f_p)
        best.append(g)
    return np.stack(best)
