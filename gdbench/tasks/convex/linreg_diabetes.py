"""Linear regression on the diabetes data."""

import math

import jax
from jax import numpy as jnp

from gdbench.registry import task
from gdbench.tasks.convex._diabetes import diabetes


def init(key):
    """Return small random weights, which make seeds differ."""
    return {"b": jnp.zeros(()), "w": 0.1 * jax.random.normal(key, (10,))}


def residuals(params, batch):
    """Return r = (X w + b − y) / √(2N); the loss is its sum of squares."""
    error = batch["x"] @ params["w"] + params["b"] - batch["y"]
    return error / math.sqrt(2.0 * error.shape[0])


def measures(params, data):
    """Return the loss on all examples."""
    return {"loss": linreg_diabetes.loss(params, data["train"])}


@task(
    init=init,
    data=diabetes,
    measures=measures,
    residuals=residuals,
    optimum=0.24112578888982505,
    levels=(1e-2, 1e-4, 1e-6, 1e-8),
    tags=("convex", "strongly-convex", "smooth", "quadratic", "finite-sum", "ill-conditioned"),
    source="Efron et al. 2004, data of scikit-learn; optimum by least squares",
)
def linreg_diabetes(params, batch):
    """The loss is half the mean squared error of a linear model: f = ‖X w + b − y‖² / 2N, condition number 470."""
    return jnp.sum(residuals(params, batch) ** 2)
