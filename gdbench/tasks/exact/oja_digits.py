"""The first principal component of real handwritten digits."""

import jax
from jax import numpy as jnp

from gdbench.registry import task
from gdbench.tasks.exact._centred_digits import centred_digits


def init(key):
    """Return a random direction."""
    w = jax.random.normal(key, (64,))
    return {"w": w / jnp.sqrt(jnp.sum(w**2))}


def measures(params, data):
    """Return the loss on all examples."""
    return {"loss": oja_digits.loss(params, data["train"])}


@task(
    init=init,
    data=centred_digits,
    measures=measures,
    optimum=-0.6988567022640989,
    levels=(1e-1, 1e-2, 1e-4, 1e-6),
    tags=("nonconvex", "smooth", "saddle", "finite-sum"),
    source="Oja 1982; data of Alpaydin & Kaynak 1998 in scikit-learn; optimum −λ_max by eigendecomposition",
)
def oja_digits(params, batch):
    """The loss is minus the variance along a direction.

    f = −wᵀ C w / wᵀ w, C = XᵀX / N; other eigenvectors are saddles
    """
    w = params["w"]
    return -jnp.mean((batch["x"] @ w) ** 2) / jnp.sum(w**2)
