"""A linear network of two layers that learns an ill-conditioned map."""

import math
from functools import cache

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.registry import task

INPUTS, OUTPUTS, CONDITION = 6, 10, 1e5


@cache
def data():
    """Return 1,000 normal inputs and their images A x; the singular values of A ``[10, 6]`` fall from 1 to 1e-5."""
    random = np.random.RandomState(0)
    left, _ = np.linalg.qr(random.normal(size=(OUTPUTS, INPUTS)))
    right, _ = np.linalg.qr(random.normal(size=(INPUTS, INPUTS)))
    planted = left @ np.diag(CONDITION ** -np.linspace(0.0, 1.0, INPUTS)) @ right.T
    x = random.normal(size=(1000, INPUTS))
    return {"train": {"x": x, "y": x @ planted.T}}


def init(key):
    """Return normal weights of variance 1 / fan-in: 96 parameters."""
    both = jax.random.normal(key, (INPUTS + OUTPUTS, INPUTS)) / jnp.sqrt(INPUTS)
    return {"w1": both[:INPUTS], "w2": both[INPUTS:]}


def residuals(params, batch):
    """Return r = (W₂ W₁ x − y) / √N; the loss is its sum of squares."""
    error = (batch["x"] @ params["w1"].T) @ params["w2"].T - batch["y"]
    return error.ravel() / math.sqrt(error.shape[0])


def measures(params, data):
    """Return the loss on all examples."""
    return {"loss": deep_linear_rahimi_recht.loss(params, data["train"])}


@task(
    init=init,
    data=data,
    measures=measures,
    residuals=residuals,
    optimum=0.0,
    levels=(1e-1, 1e-2, 1e-4, 1e-6),
    budget=4000,
    tags=("nonconvex", "smooth", "network", "saddle", "finite-sum", "ill-conditioned"),
    source="Rahimi & Recht 2017, Reflections on random kitchen sinks; planted",
)
def deep_linear_rahimi_recht(params, batch):
    """The loss is the mean squared error of a linear network.

    f = mean ‖W₂ W₁ x − A x‖², W₁ [6, 6], W₂ [10, 6], κ(A) = 1e5
    """
    return jnp.sum(residuals(params, batch) ** 2)
