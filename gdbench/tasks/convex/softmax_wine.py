"""Softmax regression on wines."""

from functools import cache

from gdbench.registry import task
from gdbench.tasks.convex._softmax import error, linear_model, penalised_cross_entropy, standardised


@cache
def data():
    """Return 178 wines of three growers with 13 standardised measurements."""
    from sklearn.datasets import load_wine

    return standardised(load_wine)


def measures(params, data):
    """Return the loss and error rate on all examples."""
    return {"loss": softmax_wine.loss(params, data["train"]), "train_error": error(params, data["train"])}


@task(
    init=linear_model(13, 3),
    data=data,
    measures=measures,
    optimum=0.026664925737962912,
    levels=(1e-2, 1e-4, 1e-6, 1e-8),
    tags=("convex", "strongly-convex", "smooth", "finite-sum"),
    source="Forina et al. 1991, data of scikit-learn; optimum by Newton's method",
)
def softmax_wine(params, batch):
    """The loss is the mean cross-entropy of softmax regression with a ridge penalty.

    f = −mean log softmax(X W + b)_y + λ/2 (‖W‖² + ‖b‖²), λ = 0.001; 42 weights
    """
    return penalised_cross_entropy(params, batch)
