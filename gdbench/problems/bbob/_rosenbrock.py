"""Rosenbrock's valley, which three bbob functions share, around its minimiser (1, …, 1)."""

import math

import numpy as np


def terms(y):
    """Return 100 (zᵢ² − zᵢ₊₁)² + (zᵢ − 1)² for z = 1 + y and i < n, accurate also where y is small."""
    first, second = y[:-1], y[1:]
    return 100.0 * (first * (2.0 + first) - second) ** 2 + first * first


def factor(n):
    """Return the factor that narrows the valley in many dimensions."""
    return max(1.0, math.sqrt(n) / 8.0)


def minimiser(rotation):
    """Return the point x with factor · rotation · x = (½, …, ½)."""
    return np.sum(rotation, axis=0) / (2.0 * factor(len(rotation)))
