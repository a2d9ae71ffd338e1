"""The sums of squares on which full rules are checked, in JAX for the engine and in NumPy for transcriptions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from jax import numpy as jnp

from gdbench.engine.full_trajectories import SumOfSquares

STEPS = 30
EXAMPLES, BATCH = 20, 4
_random = np.random.RandomState(3)
MATRIX = _random.normal(size=(EXAMPLES, 5)) * np.array([1.0, 0.7, 0.5, 0.3, 0.2]) / np.sqrt(EXAMPLES)
TARGET = _random.normal(size=EXAMPLES) / np.sqrt(EXAMPLES)
ROWS = _random.randint(0, EXAMPLES, (STEPS, BATCH))
STRETCH = np.array([1.0, 3.0])


def rosenbrock(x: Any) -> Any:
    """Return the residuals of Rosenbrock's valley."""
    return jnp.stack([10.0 * (x[1] - x[0] ** 2), 1.0 - x[0]])


def regression(x: Any) -> Any:
    """Return the residuals of a least-squares fit, the only function here that is a sum over examples."""
    return jnp.asarray(MATRIX) @ x - jnp.asarray(TARGET)


def saturated(x: Any) -> Any:
    """Return residuals whose linear model overshoots when x is large, so that trial steps are often refused."""
    return jnp.arctan(jnp.asarray(STRETCH) * x)


class PlainOracle:
    """The oracle of a transcription: f = Σ r² with its derivatives written out in NumPy."""

    def __init__(self, residual: Callable, jacobian: Callable, curvature: Callable):
        self._residual, self._jacobian, self._curvature = residual, jacobian, curvature

    def value(self, x: np.ndarray) -> float:
        """Return f(x)."""
        return float(np.sum(self._residual(x) ** 2))

    def value_and_grad(self, x: np.ndarray) -> tuple[float, np.ndarray]:
        """Return f(x) and its gradient."""
        return self.value(x), 2.0 * self._jacobian(x).T @ self._residual(x)

    def hessian(self, x: np.ndarray) -> np.ndarray:
        """Return the Hessian."""
        return 2.0 * self._jacobian(x).T @ self._jacobian(x) + 2.0 * self._curvature(x)

    def hvp(self, x: np.ndarray, v: np.ndarray) -> np.ndarray:
        """Return the Hessian times v."""
        return self.hessian(x) @ v

    def residual_and_jacobian(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the residuals and their Jacobian."""
        return self._residual(x), self._jacobian(x)


class Examples:
    """The oracle of a transcription that asks for the gradients of the batch's examples once per step."""

    def __init__(self) -> None:
        self._steps = iter(ROWS)

    def gradients_each(self, x: np.ndarray) -> np.ndarray:
        """Return the gradients ``[B, n]`` on the examples of the next step."""
        chosen = next(self._steps)
        return 2.0 * EXAMPLES * MATRIX[chosen] * (MATRIX[chosen] @ x - TARGET[chosen])[:, None]


def batch_gradient(x: np.ndarray, t: int) -> np.ndarray:
    """Return the gradient of the mini-batch of step ``t``; the mean over all batches is the full gradient."""
    chosen = ROWS[t - 1]
    return 2.0 * (EXAMPLES / BATCH) * MATRIX[chosen].T @ (MATRIX[chosen] @ x - TARGET[chosen])


class World(NamedTuple):
    """One function in JAX and in NumPy, with the start of its runs."""

    function: SumOfSquares
    plain: PlainOracle
    start: np.ndarray


WORLDS = {
    "rosenbrock": World(
        SumOfSquares(rosenbrock, terms=2),
        PlainOracle(
            residual=lambda x: np.array([10.0 * (x[1] - x[0] ** 2), 1.0 - x[0]]),
            jacobian=lambda x: np.array([[-20.0 * x[0], 10.0], [-1.0, 0.0]]),
            curvature=lambda x: 10.0 * (x[1] - x[0] ** 2) * np.array([[-20.0, 0.0], [0.0, 0.0]]),
        ),
        np.array([-1.2, 1.0]),
    ),
    "saturated": World(
        SumOfSquares(saturated, terms=2),
        PlainOracle(
            residual=lambda x: np.arctan(STRETCH * x),
            jacobian=lambda x: np.diag(STRETCH / (1.0 + (STRETCH * x) ** 2)),
            curvature=lambda x: np.diag(
                np.arctan(STRETCH * x) * -2.0 * STRETCH**3 * x / (1.0 + (STRETCH * x) ** 2) ** 2
            ),
        ),
        np.array([8.0, -2.0]),
    ),
    "regression": World(
        SumOfSquares(regression, terms=EXAMPLES, rows=tuple(map(tuple, ROWS.tolist()))),
        PlainOracle(
            residual=lambda x: MATRIX @ x - TARGET,
            jacobian=lambda x: MATRIX,
            curvature=lambda x: np.zeros((5, 5)),
        ),
        np.array([1.0, -2.0, 3.0, 0.5, -1.0]),
    ),
}
