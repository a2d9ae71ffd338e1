"""The exact values of noisy and moving problems and of games, typed from their sources without reading the package.

``FORMULAS[name](x)`` is the value at the list of floats ``x``; the dimension is ``len(x)``.
"""

import math
from collections.abc import Callable
from functools import cache

import numpy as np

Formula = Callable[[list[float]], float]

FORMULAS: dict[str, Formula] = {}


def formula(function: Formula) -> Formula:
    """Register a function under its own name."""
    FORMULAS[function.__name__] = function
    return function


def squared_distance(x: list[float]) -> float:
    """Games are measured by the squared distance to their equilibrium, which is 0 in all three."""
    return math.fsum(xi * xi for xi in x)


FORMULAS |= dict.fromkeys(("bilinear_game", "dirac_gan", "quadratic_game"), squared_distance)


@formula
def noisy_quadratic(x: list[float]) -> float:
    """1/2 sum lambda_i x_i^2, lambda from 1 to 100, each 100^(1/(n-1)) times the one before."""
    ratio = 100.0 ** (1.0 / (len(x) - 1))
    total, curvature = 0.0, 1.0
    for xi in x:
        total += 0.5 * curvature * xi * xi
        curvature *= ratio
    return total


@formula
def drifting_quadratic(x: list[float]) -> float:
    """lambda/2 |x - theta_t|^2 at t = 0, where theta is 0, with lambda = 1."""
    return 0.5 * squared_distance(x)


@cache
def deep() -> tuple[np.ndarray, np.ndarray]:
    """problems.md 2.3: the Hessian, and the rows of the seven batches."""
    rng = np.random.RandomState(42)
    eigenvalues = [rng.uniform(0, 1) for _ in range(90)] + [rng.uniform(30, 60) for _ in range(10)]
    # The subgroup algorithm of Diaconis and Shahshahani 1987.
    phi = 2 * math.pi * rng.uniform()
    r = np.array([[math.cos(phi), math.sin(phi)], [-math.sin(phi), math.cos(phi)]])
    for d in range(2, 100):
        v = rng.normal(size=d + 1)
        v /= math.sqrt(v @ v)
        e = np.zeros(d + 1)
        e[0] = 1.0
        h = (e - v) / math.sqrt((e - v) @ (e - v))
        bigger = np.block([[np.ones((1, 1)), np.zeros((1, d))], [np.zeros((d, 1)), r]])
        r = (np.eye(d + 1) - 2 * np.outer(h, h)) @ bigger
    r = -r
    hessian = r.T @ np.diag(eigenvalues) @ r
    rows = np.float32(np.random.RandomState(42).normal(0.0, 0.6, (1000, 100)))
    return hessian, np.asarray(rows[: 7 * 128], dtype=np.float64)


def deep_loss(theta: np.ndarray) -> float:
    """The mean over the rows of 1/2 (theta - x)^T H (theta - x)."""
    hessian, rows = deep()
    return math.fsum(0.5 * (theta - row) @ hessian @ (theta - row) for row in rows) / len(rows)


@formula
def quadratic_deep(x: list[float]) -> float:
    """The loss over its minimum, which lies at the mean of the rows."""
    return deep_loss(np.array(x)) - deep_loss(deep()[1].mean(axis=0))


@formula
def two_d_noisy_rosenbrock(x: list[float]) -> float:
    """DeepOBS two_d_rosenbrock, test loss: (1 - u)^2 + 100 (v - u^2)^2."""
    u, v = x
    return (1 - u) ** 2 + 100 * (v - u**2) ** 2


@formula
def two_d_noisy_beale(x: list[float]) -> float:
    """DeepOBS two_d_beale, test loss."""
    u, v = x
    return (1.5 - u + u * v) ** 2 + (2.25 - u + u * v**2) ** 2 + (2.625 - u + u * v**3) ** 2


@formula
def two_d_noisy_branin(x: list[float]) -> float:
    """DeepOBS two_d_branin, test loss."""
    u, v = x
    bent = v - 5.1 / (4 * math.pi**2) * u**2 + 5 / math.pi * u - 6
    return bent**2 + 10 * (1 - 1 / (8 * math.pi)) * math.cos(u) + 10


@formula
def strongly_convex_logistic(x: list[float]) -> float:
    """1/m sum_j ln(1 + exp(-b_j a_j.x)) + lambda/2 |x|^2: A = U diag(s) V^T, m = 200, kappa = 1000, lambda = 1/kappa.

    One stream, RandomState(0): normals [m, n] whose QR gives U, normals [n, n] for V, the direction whose signs are
    the labels, m uniforms of which those below 1/10 flip a label. s is log-spaced over a factor of sqrt(kappa), with
    s_max^2 / (4 m) + lambda = 1.
    """
    m, n, kappa = 200, len(x), 1000.0
    rng = np.random.RandomState(0)
    u, _ = np.linalg.qr(rng.normal(size=(m, n)))
    v, _ = np.linalg.qr(rng.normal(size=(n, n)))
    s_max = math.sqrt(4 * m * (1 - 1 / kappa))
    s = np.geomspace(s_max, s_max / math.sqrt(kappa), n)
    a = u @ np.diag(s) @ v.T
    margins = a @ rng.normal(size=n)
    flips = rng.uniform(size=m)
    terms = []
    for j in range(m):
        label = (1.0 if margins[j] > 0 else -1.0) * (-1.0 if flips[j] < 0.1 else 1.0)
        z = -label * math.fsum(aji * xi for aji, xi in zip(a[j].tolist(), x, strict=True))
        terms.append(max(z, 0.0) + math.log1p(math.exp(-abs(z))))
    return math.fsum(terms) / m + 0.5 / kappa * squared_distance(x)


def mean_slope(slopes: list[tuple[float, float]]) -> Formula:
    """The mean of linear functions with these (slope, share), over its value at -1; level below -1."""
    mean = math.fsum(slope * share for slope, share in slopes)
    return lambda x: math.fsum(mean * (max(xi, -1.0) + 1.0) for xi in x)


# Reddi, Kale and Kumar 2018: C x in one of three steps and -x else, C = 3; 1010 x with probability 0.01, -10 x else.
FORMULAS["reddi_online"] = mean_slope([(3.0, 1 / 3), (-1.0, 2 / 3)])
FORMULAS["reddi_stochastic"] = mean_slope([(1010.0, 0.01), (-10.0, 0.99)])
# Karimireddy et al. 2019: 4 x with probability 1/4, -x with 3/4.
FORMULAS["karimireddy_ce1"] = mean_slope([(4.0, 0.25), (-1.0, 0.75)])


@formula
def karimireddy_ce3(x: list[float]) -> float:
    """<a1, x>^2 + <a2, x>^2, a = +-(1, -1) + eps (1, 1), eps = 1/2."""
    total = 0.0
    for sign in (1.0, -1.0):
        a = (sign + 0.5, -sign + 0.5)
        total += (a[0] * x[0] + a[1] * x[1]) ** 2
    return total
