"""Ridge regression on the diabetes data."""

import math

from jax import numpy as jnp

from gdbench.registry import task
from gdbench.tasks.convex._diabetes import diabetes, weights

PENALTY = 0.1


def residuals(params, batch):
    """Return r = ((X w − y) / √(2N), √(λ/2) w); the loss is its sum of squares."""
    error = batch["x"] @ params["w"] - batch["y"]
    return jnp.concatenate([error / math.sqrt(2.0 * error.shape[0]), math.sqrt(0.5 * PENALTY) * params["w"]])


def measures(params, data):
    """Return the loss on all examples."""
    return {"loss": ridge_diabetes.loss(params, data["train"])}


@task(
    init=weights,
    data=diabetes,
    measures=measures,
    residuals=residuals,
    optimum=0.25591393972915294,
    levels=(1e-2, 1e-4, 1e-7, 1e-10),
    tags=("convex", "strongly-convex", "smooth", "quadratic", "finite-sum"),
    source="Hoerl & Kennard 1970; data of Efron et al. 2004 in scikit-learn; optimum by a linear solve",
)
def ridge_diabetes(params, batch):
    """The loss is half the mean squared error of a linear model with a ridge penalty.

    f = ‖X w − y‖² / 2N + λ/2 ‖w‖², λ = 0.1, condition number 40
    """
    return jnp.sum(residuals(params, batch) ** 2)
