"""A support vector machine on the breast cancer data."""

import jax
from jax import numpy as jnp

from gdbench.registry import task
from gdbench.tasks.convex._breast_cancer import accuracy, breast_cancer, linear_model, margins, ridge

PENALTY = 1e-2


def measures(params, data):
    """Return the loss and accuracy on all examples."""
    return {
        "loss": svm_hinge_breast_cancer.loss(params, data["train"]),
        "train_accuracy": accuracy(params, data),
    }


@task(
    init=linear_model,
    data=breast_cancer,
    measures=measures,
    optimum=0.0662575357215512,
    levels=(1e-1, 1e-2, 1e-3, 1e-4),
    tags=("convex", "strongly-convex", "nonsmooth", "finite-sum"),
    source="Shalev-Shwartz et al. 2011; data of Street et al. 1993 in scikit-learn; optimum where primal = dual",
)
def svm_hinge_breast_cancer(params, batch):
    """The loss is the mean hinge loss of a linear classifier with a ridge penalty.

    f = mean max(0, 1 − y z) + λ/2 (‖w‖² + b²), z = X w + b, λ = 0.01; slope 0 at kinks
    """
    return jnp.mean(jax.nn.relu(1.0 - margins(params, batch))) + PENALTY * ridge(params)
