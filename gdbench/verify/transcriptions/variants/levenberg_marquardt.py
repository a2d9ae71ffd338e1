"""Levenberg–Marquardt solves a damped Gauss–Newton system, with Nielsen's rule for the damping.

Levenberg 1944; Marquardt 1963; Nielsen 1999, "Damping parameter in Marquardt's method", IMM-REP-1999-05.

    μ_0 = damping · max diag(JᵀJ) at x_0,  ν = 2
    (JᵀJ + μ I) d = −Jᵀ r,   y = x + d
    gain = (‖r(x)‖² − ‖r(y)‖²) / (‖r(x)‖² − ‖r(x) + J d‖²)
    gain finite and > 0:  x ← y,   μ ← μ max(1/3, 1 − (2 gain − 1)³),  ν ← 2
    otherwise:            x stays, μ ← μ ν,                            ν ← 2 ν
"""

import numpy as np


@np.errstate(all="ignore")  # after many rejections μ overflows and the gain is nan: rejected too
def run(oracle, x0, hp, steps) -> np.ndarray:
    x = np.array(x0, dtype=np.float64)
    r, jac = oracle.residual_and_jacobian(x)
    mu, nu = hp["damping"] * np.max(np.diag(jac.T @ jac)), 2.0
    points = [x]
    for _ in range(steps):
        d = np.linalg.solve(jac.T @ jac + mu * np.eye(x.size), -jac.T @ r)
        y = x + d
        r_y, jac_y = oracle.residual_and_jacobian(y)
        model = r + jac @ d
        gain = (r @ r - r_y @ r_y) / (r @ r - model @ model)
        if np.isfinite(gain) and gain > 0:
            x, r, jac = y, r_y, jac_y
            mu = mu * max(1 / 3, 1 - (2 * gain - 1) ** 3)
            nu = 2.0
        else:
            mu = mu * nu
            nu = 2 * nu
        points.append(x)
    return np.stack(points)
