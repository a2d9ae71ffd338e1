"""The lasso on the diabetes data."""

import jax
from jax import numpy as jnp

from gdbench.registry import task
from gdbench.tasks.convex._diabetes import diabetes, weights

PENALTY = 0.05
ZERO = 1e-3  # Weights below this count as zero; the smallest weight that the optimum keeps is 0.00295.


def magnitude(w):
    """Return |w| with the subgradient 0 at 0, where jnp.abs has slope 1."""
    return w * jax.lax.stop_gradient(jnp.sign(w))


def measures(params, data):
    """Return the loss on all examples and the number of nonzero weights."""
    return {
        "loss": lasso_diabetes.loss(params, data["train"]),
        "nonzeros": jnp.sum((jnp.abs(params["w"]) > ZERO).astype(params["w"].dtype)),
    }


@task(
    init=weights,
    data=diabetes,
    measures=measures,
    optimum=0.2970382835207724,
    # Subgradient steps of constant length do not settle: tuned momentum reaches 4e-5, proximal steps reach 1e-8.
    levels=(1e-2, 1e-3, 1e-4, 5e-5),
    tags=("convex", "strongly-convex", "nonsmooth", "finite-sum", "ill-conditioned"),
    source="Tibshirani 1996; data of Efron et al. 2004 in scikit-learn; optimum by coordinate descent, 6 nonzeros",
)
def lasso_diabetes(params, batch):
    """The loss of the lasso is half the mean squared error with an l1 penalty.

    f = ‖X w − y‖² / 2N + λ ‖w‖₁, λ = 0.05; subgradient λ sign(w)
    """
    error = batch["x"] @ params["w"] - batch["y"]
    return 0.5 * jnp.mean(error**2) + PENALTY * jnp.sum(magnitude(params["w"]))
