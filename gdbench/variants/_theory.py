"""Rates of convergence that theory gives for methods, at their settings and the bounds L and μ of the curvature.

Each function takes ``(settings, high, low)``, where high is L and low is μ, and is declared by a variant as ``rate=``.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Mapping

from gdbench.types import Rate


def two_term_rate(settings: tuple[tuple[float, float], ...], source: str) -> Rate:
    """Return the rate of x_{k+1} = a x_k − b x_{k−1} along the eigenvectors with the given (a, b).

    The error shrinks by the larger modulus r of the roots of z² − a z + b, the gap by r²; a double root adds a
    factor k to the error, k² to the gap.
    """
    worst, power = 0.0, 0.0
    for a, b in settings:
        root = cmath.sqrt(a * a - 4.0 * b)
        modulus = max(abs(a + root), abs(a - root)) / 2.0
        double = abs(root) <= 1e-6 * abs(a) and b > 0.0
        if modulus > worst * (1.0 + 1e-9):
            worst, power = modulus, 0.0
        if double and modulus >= worst * (1.0 - 1e-9):
            power = 2.0
    return Rate(worst * worst, power, exact=True, source=source)


def gradient_descent_rate(hp: Mapping[str, float], high: float, low: float) -> Rate:
    """Error factor max(|1 − η μ|, |1 − η L|) (Polyak 1987, section 1.4); convex: gap of order 1/k at η ≤ 1/L."""
    rate = hp["learning_rate"]
    factor = max(abs(1.0 - rate * low), abs(1.0 - rate * high)) ** 2
    order = 1.0 if rate <= 1.0 / high * (1.0 + 1e-9) else None
    return Rate(factor, order=order, exact=True, source="Polyak 1987, section 1.4; Nesterov 2004, 2.1.5")


def heavy_ball_rate(hp: Mapping[str, float], high: float, low: float) -> Rate:
    """Roots of z² − (1 + β − η λ) z + β at λ = μ and λ = L (Polyak 1964)."""
    rate, momentum = hp["learning_rate"], hp["momentum"]
    pairs = tuple((1.0 + momentum - rate * bound, momentum) for bound in (low, high))
    return two_term_rate(pairs, "Polyak 1964, section 3")


def heavy_ball_optimal_rate(hp: Mapping[str, float], high: float, low: float) -> Rate:
    """Heavy ball at η = 4/(√L + √μ)² and β = ((√L − √μ)/(√L + √μ))²: error factor √β, times k."""
    top, bottom = math.sqrt(hp["lipschitz"]), math.sqrt(hp["strong_convexity"])
    setting = {"learning_rate": 4.0 / (top + bottom) ** 2, "momentum": ((top - bottom) / (top + bottom)) ** 2}
    return heavy_ball_rate(setting, high, low)


def nesterov_rate(hp: Mapping[str, float], high: float, low: float) -> Rate:
    """Roots of z² − (1 + β)(1 − η λ) z + β (1 − η λ) at λ = μ and λ = L (Lessard, Recht & Packard 2016)."""
    rate, momentum = hp["learning_rate"], hp["momentum"]
    shrink = tuple(1.0 - rate * bound for bound in (low, high))
    pairs = tuple(((1.0 + momentum) * each, momentum * each) for each in shrink)
    return two_term_rate(pairs, "Lessard, Recht & Packard 2016, proposition 1")


def triple_momentum_rate(hp: Mapping[str, float], high: float, low: float) -> Rate:
    """Error factor 1 − √(μ/L) for the bounds it was given (Van Scoy, Freeman & Lynch 2018)."""
    ratio = min(hp["strong_convexity"], hp["lipschitz"]) / max(hp["lipschitz"], hp["strong_convexity"])
    holds = hp["lipschitz"] >= high * (1 - 1e-9) and hp["strong_convexity"] <= low * (1 + 1e-9)
    tight = math.isclose(ratio, low / high, rel_tol=1e-6)
    factor = (1.0 - math.sqrt(ratio)) ** 2 if holds else None
    return Rate(factor, exact=tight, source="Van Scoy, Freeman & Lynch 2018, theorem 1")


def chebyshev_rate(hp: Mapping[str, float], high: float, low: float) -> Rate:
    """Error factor (√κ − 1)/(√κ + 1) in the end (Golub & Varga 1961)."""
    root = math.sqrt(high / low)
    tight = math.isclose(hp["lipschitz"], high, rel_tol=1e-6) and math.isclose(
        hp["strong_convexity"], low, rel_tol=1e-6
    )
    factor = ((root - 1.0) / (root + 1.0)) ** 2 if tight else None
    return Rate(factor, exact=True, source="Golub & Varga 1961")


def steepest_descent_rate(hp: Mapping[str, float], high: float, low: float) -> Rate:
    """Gap factor ((κ − 1)/(κ + 1))² with the exact step length, from the worst start (Kantorovich 1948)."""
    exact = math.isclose(hp.get("learning_rate", 1.0), 1.0, rel_tol=1e-6)
    return Rate(
        ((high - low) / (high + low)) ** 2 if exact else None,
        source="Kantorovich 1948; Akaike 1959: it zigzags to this rate",
    )


def fista_rate(hp: Mapping[str, float], high: float, low: float) -> Rate:
    """Gap of order 1/k² at η ≤ 1/L (Beck & Teboulle 2009, theorem 4.4)."""
    del low
    holds = hp["learning_rate"] <= 1.0 / high * (1.0 + 1e-9)
    return Rate(order=2.0 if holds else None, source="Beck & Teboulle 2009, theorem 4.4")
