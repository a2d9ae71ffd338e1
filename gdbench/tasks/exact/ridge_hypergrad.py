"""The penalty of a ridge regression, chosen on held-out examples."""

from functools import cache

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.registry import task
from gdbench.tasks.convex._diabetes import diabetes

INNER = 60  # patients in the inner problem


@cache
def halves():
    """Return the patients of the inner problem and those of the outer problem."""
    x, y = diabetes()["train"]["x"], diabetes()["train"]["y"]
    order = np.random.RandomState(0).permutation(len(x))
    return [{"x": x[rows], "y": y[rows]} for rows in (order[:INNER], order[INNER:])]


@cache
def inner():
    """Return the eigenvalues ``[10]`` and eigenvectors V of XᵀX / N in the inner problem, and Vᵀ Xᵀy / N."""
    x, y = halves()[0]["x"], halves()[0]["y"]
    eigenvalues, vectors = np.linalg.eigh(x.T @ x / INNER)
    return eigenvalues, vectors, vectors.T @ x.T @ y / INNER


@cache
def data():
    """Return the 382 patients of the outer problem."""
    return {"train": halves()[1]}


def init(key):
    """Return a random penalty λ between about e⁻² and e²."""
    return {"log_penalty": jax.random.normal(key, ())}


def measures(params, data):
    """Return the loss on all examples, and the penalty."""
    return {"loss": ridge_hypergrad.loss(params, data["train"]), "penalty": jnp.exp(params["log_penalty"])}


@task(
    init=init,
    data=data,
    measures=measures,
    optimum=0.2730075236509339,
    levels=(1e-2, 1e-3, 1e-4, 1e-6),
    tags=("nonconvex", "smooth", "bilevel", "finite-sum"),
    source="Bengio 2000, Gradient-based optimization of hyperparameters; optimum by a search in one dimension",
)
def ridge_hypergrad(params, batch):
    """The loss is the held-out error of a ridge regression.

    f = ‖X w − y‖² / 2N, w = argmin ‖X' w − y'‖² / 2N' + λ/2 ‖w‖², λ = e^θ
    """
    eigenvalues, vectors, moments = (jnp.asarray(each, batch["x"].dtype) for each in inner())
    w = vectors @ (moments / (eigenvalues + jnp.exp(params["log_penalty"])))
    return 0.5 * jnp.mean((batch["x"] @ w - batch["y"]) ** 2)
