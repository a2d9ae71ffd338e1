"""Softmax regression on Fisher's irises."""

from functools import cache

from gdbench.registry import task
from gdbench.tasks.convex._softmax import error, linear_model, penalised_cross_entropy, standardised


@cache
def data():
    """Return 150 irises of three species with 4 standardised measurements."""
    from sklearn.datasets import load_iris

    return standardised(load_iris)


def measures(params, data):
    """Return the loss and error rate on all examples."""
    return {"loss": softmax_iris.loss(params, data["train"]), "train_error": error(params, data["train"])}


@task(
    init=linear_model(4, 3),
    data=data,
    measures=measures,
    optimum=0.1139866026359912,
    levels=(1e-2, 1e-4, 1e-6, 1e-8),
    tags=("convex", "strongly-convex", "smooth", "finite-sum"),
    source="Fisher 1936, data of scikit-learn; optimum by Newton's method",
)
def softmax_iris(params, batch):
    """The loss is the mean cross-entropy of softmax regression with a ridge penalty.

    f = −mean log softmax(X W + b)_y + λ/2 (‖W‖² + ‖b‖²), λ = 0.001; 15 weights
    """
    return penalised_cross_entropy(params, batch)
