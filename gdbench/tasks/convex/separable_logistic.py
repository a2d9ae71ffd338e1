"""Logistic regression on separable data, where no point attains the infimum."""

from functools import cache

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.registry import task


@cache
def data():
    """Return two examples, both of the positive class."""
    return {"train": {"x": np.array([[1.0, 0.5], [0.5, 2.0]])}}


def init(key):
    """Return small random weights, which make seeds differ."""
    return {"w": 0.1 * jax.random.normal(key, (2,))}


def measures(params, data):
    """Return the loss, and 1 − cos of the angle to the maximum-margin direction."""
    w, best = params["w"], _max_margin()
    cosine = w @ jnp.asarray(best, w.dtype) / jnp.maximum(jnp.sqrt(jnp.sum(w**2)), 1e-30)
    return {"loss": separable_logistic.loss(params, data["train"]), "misaligned": 1.0 - cosine}


def _max_margin():
    """Return the unit vector along the shortest w with X w ≥ 1, for which both examples are support vectors."""
    w = np.linalg.solve(data()["train"]["x"], np.ones(2))
    return w / np.linalg.norm(w)


@task(
    init=init,
    data=data,
    measures=measures,
    optimum=0.0,
    levels=(1e-1, 1e-2, 1e-3, 1e-4, 1e-5),
    tags=("convex", "smooth", "finite-sum"),
    source="Soudry et al. 2018, The implicit bias of gradient descent on separable data",
)
def separable_logistic(params, batch):
    """The loss is the sum of logistic losses over two examples.

    f = Σ log(1 + e^(−xᵢ·w))

    f → 0 as ‖w‖ → ∞, and descent reduces f like 1/t.
    """
    return 2.0 * jnp.mean(jax.nn.softplus(-batch["x"] @ params["w"]))
