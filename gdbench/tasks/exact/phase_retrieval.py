"""Recovery of a real signal, up to its sign, from the magnitudes of random projections."""

import math
from functools import cache

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.registry import task

SIZE, MEASUREMENTS = 20, 200


@cache
def planted():
    """Return the signal x* ``[20]`` of norm 1."""
    signal = np.random.RandomState(0).normal(size=SIZE)
    return signal / np.linalg.norm(signal)


@cache
def data():
    """Return 200 vectors of normal numbers, each with its squared inner product with x*."""
    a = np.random.RandomState(1).normal(size=(MEASUREMENTS, SIZE))
    return {"train": {"a": a, "y": (a @ planted()) ** 2}}


def init(key):
    """Return a random signal of norm about one half."""
    return {"x": 0.1 * jax.random.normal(key, (SIZE,))}


def residuals(params, batch):
    """Return r = ((aᵢ·x)² − yᵢ) / √4N; the loss is its sum of squares."""
    error = (batch["a"] @ params["x"]) ** 2 - batch["y"]
    return error / math.sqrt(4.0 * error.shape[0])


def measures(params, data):
    """Return the loss, and the distance from the nearer of x* and −x*."""
    signal = jnp.asarray(planted(), params["x"].dtype)
    apart = [jnp.sqrt(jnp.sum((params["x"] - sign * signal) ** 2)) for sign in (1.0, -1.0)]
    return {"loss": phase_retrieval.loss(params, data["train"]), "distance": jnp.minimum(*apart)}


@task(
    init=init,
    data=data,
    measures=measures,
    residuals=residuals,
    optimum=0.0,
    target_measure="distance",
    levels=(1e-1, 1e-2, 1e-4, 1e-6),
    tags=("nonconvex", "smooth", "saddle", "finite-sum"),
    source="Candès, Li & Soltanolkotabi 2015; Sun, Qu & Wright 2018: its saddles are strict; planted",
)
def phase_retrieval(params, batch):
    """The loss is the quartic misfit of squared projections: f = mean ((aᵢ·x)² − yᵢ)² / 4, yᵢ = (aᵢ·x*)², x [20]."""
    return jnp.sum(residuals(params, batch) ** 2)
