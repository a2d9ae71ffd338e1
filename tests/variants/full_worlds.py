"""What full rules are tried on: sums of squares, for the engine and written out for transcriptions."""

import numpy as np
from jax import numpy as jnp

from tests.variants.full_runs import STEPS, VALLEY, World

SHORT = {
    "svrg": {"period": 5},
    "looksam": {"period": 4},
    "sophia": {"update_interval": 4},
}  # static settings that let more happen in the steps compared
TOLERANCE = 1e-9
EXAMPLES, BATCH = 20, 4
random = np.random.default_rng(3)
MATRIX = random.normal(size=(EXAMPLES, 5)) * np.array([1.0, 0.7, 0.5, 0.3, 0.2]) / np.sqrt(EXAMPLES)
TARGET = random.normal(size=EXAMPLES) / np.sqrt(EXAMPLES)
STRETCH = np.array([1.0, 3.0])
ROWS = random.integers(0, EXAMPLES, (STEPS, BATCH))


def regression(x):
    return jnp.asarray(MATRIX) @ x - jnp.asarray(TARGET)


def saturated(x):
    """Far from zero its linear model leads much too far, so that trials are refused again and again."""
    return jnp.arctan(jnp.asarray(STRETCH) * x)


class SumOfSquares:
    """The oracle of a transcription: f = Σ r², its derivatives written out."""

    def __init__(self, residual, jacobian, curvature):
        self.residual, self.jacobian, self.curvature = residual, jacobian, curvature

    def value(self, x):
        return float(np.sum(self.residual(x) ** 2))

    def value_and_grad(self, x):
        return self.value(x), 2.0 * self.jacobian(x).T @ self.residual(x)

    def hessian(self, x):
        return 2.0 * self.jacobian(x).T @ self.jacobian(x) + 2.0 * self.curvature(x)

    def hvp(self, x, v):
        return self.hessian(x) @ v

    def residual_and_jacobian(self, x):
        return self.residual(x), self.jacobian(x)


WORLDS = {
    "rosenbrock": (
        VALLEY,
        SumOfSquares(
            residual=lambda x: np.array([10.0 * (x[1] - x[0] ** 2), 1.0 - x[0]]),
            jacobian=lambda x: np.array([[-20.0 * x[0], 10.0], [-1.0, 0.0]]),
            curvature=lambda x: 10.0 * (x[1] - x[0] ** 2) * np.array([[-20.0, 0.0], [0.0, 0.0]]),
        ),
        np.array([-1.2, 1.0]),
    ),
    "saturated": (
        World(saturated, terms=2),
        SumOfSquares(
            residual=lambda x: np.arctan(STRETCH * x),
            jacobian=lambda x: np.diag(STRETCH / (1.0 + (STRETCH * x) ** 2)),
            curvature=lambda x: np.diag(
                np.arctan(STRETCH * x) * -2.0 * STRETCH**3 * x / (1.0 + (STRETCH * x) ** 2) ** 2
            ),
        ),
        np.array([8.0, -2.0]),
    ),
    "regression": (
        World(regression, terms=EXAMPLES, rows=tuple(map(tuple, ROWS.tolist()))),
        SumOfSquares(
            residual=lambda x: MATRIX @ x - TARGET,
            jacobian=lambda x: MATRIX,
            curvature=lambda x: np.zeros((5, 5)),
        ),
        np.array([1.0, -2.0, 3.0, 0.5, -1.0]),
    ),
}


def batch_gradient(x, t):
    """The gradient of the mini-batch of step ``t``, whose mean over all batches is that of all examples."""
    chosen = ROWS[t - 1]
    return 2.0 * (EXAMPLES / BATCH) * MATRIX[chosen].T @ (MATRIX[chosen] @ x - TARGET[chosen])
