"""The loss over its minimum, which lies at the mean of the rows."""

import math
from functools import cache

import numpy as np


@cache
def deep() -> tuple[np.ndarray, np.ndarray]:
    """The Hessian, and the rows of the seven batches."""
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


def value(x: list[float]) -> float:
    return deep_loss(np.array(x)) - deep_loss(deep()[1].mean(axis=0))
