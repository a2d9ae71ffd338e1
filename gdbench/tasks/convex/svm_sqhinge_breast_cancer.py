"""A support vector machine with squared hinge loss on the breast cancer data."""

import jax
from jax import numpy as jnp

from gdbench.registry import task
from gdbench.tasks.convex._breast_cancer import accuracy, breast_cancer, linear_model, margins, ridge

PENALTY = 1e-2


def measures(params, data):
    """Return the loss and accuracy on all examples."""
    return {
        "loss": svm_sqhinge_breast_cancer.loss(params, data["train"]),
        "train_accuracy": accuracy(params, data),
    }


@task(
    init=linear_model,
    data=breast_cancer,
    measures=measures,
    optimum=0.06999222466547912,
    levels=(1e-2, 1e-4, 1e-6, 1e-8),
    tags=("convex", "strongly-convex", "smooth", "finite-sum", "ill-conditioned"),
    source="Chang, Hsieh & Lin 2008; data of Street et al. 1993 in scikit-learn; optimum by Newton's method",
)
def svm_sqhinge_breast_cancer(params, batch):
    """The loss is the mean squared hinge loss of a linear classifier with a ridge penalty.

    f = mean max(0, 1 − y z)² + λ/2 (‖w‖² + b²), z = X w + b, λ = 0.01
    """
    return jnp.mean(jax.nn.relu(1.0 - margins(params, batch)) ** 2) + PENALTY * ridge(params)
