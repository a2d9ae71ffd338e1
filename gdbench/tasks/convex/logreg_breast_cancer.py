"""Regularised logistic regression on the breast cancer data."""

import jax
from jax import numpy as jnp

from gdbench.registry import task
from gdbench.tasks.convex._breast_cancer import accuracy, breast_cancer, linear_model, margins, ridge

PENALTY = 1e-2


def measures(params, data):
    """Return the loss and accuracy on all examples."""
    return {
        "loss": logreg_breast_cancer.loss(params, data["train"]),
        "train_accuracy": accuracy(params, data),
    }


@task(
    init=linear_model,
    data=breast_cancer,
    measures=measures,
    optimum=0.1004463037812059,
    levels=(1e-2, 1e-4, 1e-6, 1e-8),
    tags=("convex", "strongly-convex", "smooth", "finite-sum"),
    source="Street, Wolberg & Mangasarian 1993, data of scikit-learn; optimum by Newton's method",
)
def logreg_breast_cancer(params, batch):
    """The loss is the mean logistic loss of a linear classifier with a ridge penalty.

    f = mean log(1 + e^(−y z)) + λ/2 (‖w‖² + b²), z = X w + b, λ = 0.01
    """
    return jnp.mean(jax.nn.softplus(-margins(params, batch))) + PENALTY * ridge(params)
