"""A mixture of four Gaussians fitted to synthetic points by descent on mini-batches."""

from functools import cache

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.registry import task
from gdbench.tasks.latent._mixture import negative_log_likelihoods

CENTRES = np.array([[-2.0, -1.5], [2.0, -2.0], [-1.5, 2.0], [2.0, 1.5]])


@cache
def data():
    """Return 2,000 points of the plane for training and 1,000 held out.

    They form four clouds of unequal weight, stretched and rotated.
    """
    random = np.random.RandomState(0)
    which = random.choice(4, size=3000, p=(0.4, 0.3, 0.2, 0.1))
    stretch = 0.5 * random.normal(size=(4, 2, 2)) + 0.5 * np.eye(2)
    x = CENTRES[which] + np.einsum("nij,nj->ni", stretch[which], random.normal(size=(3000, 2)))
    return {"train": {"x": x[:2000]}, "test": {"x": x[2000:]}}


def init(key):
    """Return means in the four quadrants, each moved by normal noise of size 0.5, and identity covariances."""
    quarters = jnp.asarray([[-1.0, -1.0], [1.0, -1.0], [-1.0, 1.0], [1.0, 1.0]])
    return {
        "a": jnp.zeros((4, 3)),
        "m": quarters + 0.5 * jax.random.normal(key, (4, 2)),
        "p": jnp.zeros((4,)),
    }


def measures(params, data):
    """Return the loss on training and held-out points."""
    return {"loss": gmm_blobs.loss(params, data["train"]), "test_loss": gmm_blobs.loss(params, data["test"])}


@task(
    init=init,
    data=data,
    measures=measures,
    optimum=3.0391822937,
    levels=(1.0, 0.3, 0.1, 0.025),
    baselines={"EM (scikit-learn)": 3.0391823},
    batch=100,
    budget=1000,
    tags=("nonconvex", "smooth", "finite-sum"),
    source="Dempster, Laird & Rubin 1977; data drawn",
)
def gmm_blobs(params, batch):
    """The loss is the mean negative log-likelihood of four Gaussians in the plane.

    f = −mean log Σₖ πₖ N(x; mₖ, (Aₖ Aₖᵀ)⁻¹)

    π = softmax(``p``), the means are ``m``, and Aₖ is lower triangular with entries from ``a``: 24 parameters.
    """
    return jnp.mean(negative_log_likelihoods(params, batch["x"]))
