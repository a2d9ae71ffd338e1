"""Softmax regression on real handwritten digits."""

from gdbench.registry import task
from gdbench.tasks._digits import digits
from gdbench.tasks.convex._softmax import error, linear_model, penalised_cross_entropy


def measures(params, data):
    """Return the training loss and held-out error rate."""
    return {
        "loss": softmax_digits.loss(params, data["train"]),
        "test_error": error(params, data["test"]),
    }


@task(
    init=linear_model(64, 10),
    data=digits,
    measures=measures,
    optimum=0.26725506230075774,
    levels=(1e-1, 1e-2, 1e-3, 1e-4),
    tags=("convex", "strongly-convex", "smooth", "finite-sum", "ill-conditioned"),
    source="Alpaydin & Kaynak 1998, data of scikit-learn; optimum by Newton's method, held-out error there 0.0194",
)
def softmax_digits(params, batch):
    """The loss is the mean cross-entropy of softmax regression with a ridge penalty.

    f = −mean log softmax(X W + b)_y + λ/2 (‖W‖² + ‖b‖²), λ = 0.001; 650 weights
    """
    return penalised_cross_entropy(params, batch)
