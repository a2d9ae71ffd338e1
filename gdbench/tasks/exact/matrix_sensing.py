"""Recovery of a low-rank matrix from random measurements."""

import math
from functools import cache

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.registry import task

SIZE, RANK, MEASUREMENTS = 20, 2, 240


@cache
def planted():
    """Return the planted matrix X* = U* U*ᵀ ``[20, 20]`` of rank 2 and norm 1."""
    factor = np.random.RandomState(0).normal(size=(SIZE, RANK))
    return factor @ factor.T / np.linalg.norm(factor @ factor.T)


@cache
def data():
    """Return 240 symmetric matrices of normal numbers, each with its inner product with X*."""
    square = np.random.RandomState(1).normal(size=(MEASUREMENTS, SIZE, SIZE))
    a = (square + square.transpose(0, 2, 1)) / 2.0
    return {"train": {"a": a.reshape(MEASUREMENTS, -1), "y": a.reshape(MEASUREMENTS, -1) @ planted().ravel()}}


def init(key):
    """Return small random numbers, close to the saddle at 0."""
    return {"u": 0.05 * jax.random.normal(key, (SIZE, RANK))}


def residuals(params, batch):
    """Return r = (⟨Aᵢ, U Uᵀ⟩ − yᵢ) / √N; the loss is its sum of squares."""
    error = batch["a"] @ (params["u"] @ params["u"].T).ravel() - batch["y"]
    return error / math.sqrt(error.shape[0])


def measures(params, data):
    """Return the loss, and the distance ‖U Uᵀ − X*‖ from the planted matrix of norm 1."""
    error = params["u"] @ params["u"].T - jnp.asarray(planted(), params["u"].dtype)
    return {"loss": matrix_sensing.loss(params, data["train"]), "distance": jnp.sqrt(jnp.sum(error**2))}


@task(
    init=init,
    data=data,
    measures=measures,
    residuals=residuals,
    optimum=0.0,
    target_measure="distance",
    levels=(1e-1, 1e-2, 1e-4, 1e-6),
    tags=("nonconvex", "smooth", "saddle", "finite-sum"),
    source="Bhojanapalli, Neyshabur & Srebro 2016: no spurious local minima; planted",
)
def matrix_sensing(params, batch):
    """The loss is the mean squared error of measurements of a low-rank matrix.

    f = mean (⟨Aᵢ, U Uᵀ⟩ − yᵢ)², yᵢ = ⟨Aᵢ, X*⟩, U [20, 2]; 0 is a saddle
    """
    return jnp.sum(residuals(params, batch) ** 2)
