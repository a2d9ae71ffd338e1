"""A mixture of three Gaussians fitted to the iris flowers by descent."""

from functools import cache

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.registry import task
from gdbench.tasks.latent._mixture import negative_log_likelihoods

COMPONENTS = 3
MEAN = (5.8433, 3.0573, 3.7580, 1.1993)
AXIS = (0.3614, -0.0845, 0.8567, 0.3583)  # first principal axis; DEVIATION is the deviation along it
DEVIATION = 2.0495


@cache
def data():
    """Return 150 flowers with four lengths in cm."""
    from sklearn.datasets import load_iris

    return {"train": {"x": load_iris().data}}


def init(key):
    """Return means along the first principal axis, 1.2 deviations apart, with noise of 0.1, and covariances 0.25 I."""
    places = 1.2 * DEVIATION * jnp.asarray([-1.0, 0.0, 1.0])[:, None] * jnp.asarray(AXIS)
    rows, columns = np.tril_indices(4)
    return {
        "a": jnp.broadcast_to(jnp.where(rows == columns, np.log(2.0), 0.0), (COMPONENTS, 10)),
        "m": jnp.asarray(MEAN) + places + 0.1 * jax.random.normal(key, (COMPONENTS, 4)),
        "p": jnp.zeros((COMPONENTS,)),
    }


def measures(params, data):
    """Return the loss on all examples."""
    return {"loss": gmm_iris.loss(params, data["train"])}


@task(
    init=init,
    data=data,
    measures=measures,
    optimum=1.2012365143,
    levels=(0.3, 0.03, 0.001, 1e-5),
    budget=2000,
    baselines={"EM (scikit-learn)": 1.2012365},
    tags=("nonconvex", "smooth", "finite-sum"),
    source="Dempster, Laird & Rubin 1977; data of scikit-learn (Fisher 1936)",
)
def gmm_iris(params, batch):
    """The loss is the mean negative log-likelihood of three Gaussians with full covariances.

    f = −mean log Σₖ πₖ N(x; mₖ, (Aₖ Aₖᵀ)⁻¹)

    π = softmax(``p``), the means are ``m``, and Aₖ is lower triangular with entries from ``a``: 45 parameters.
    The optimum is the best result of EM from many starts.
    """
    return jnp.mean(negative_log_likelihoods(params, batch["x"]))
