"""Softmax regression on MNIST-1D."""

from gdbench.registry import task
from gdbench.tasks._classes import cross_entropy, held_out
from gdbench.tasks._layers import dense, dense_weights
from gdbench.tasks.networks._mnist1d import mnist1d


def init(key):
    """Return small normal weights, which make seeds differ, and zero biases: 410 parameters."""
    return dense_weights(key, (40, 10), gain=0.1)


@task(
    init=init,
    data=mnist1d,
    packages=("mnist1d",),
    measures=held_out(dense),
    target_measure="test_error",
    levels=(0.8, 0.72, 0.69),
    batch=100,
    budget=1000,
    tags=("convex", "smooth", "finite-sum"),
    source="Greydanus & Kobak 2024 (MNIST-1D), data of the package mnist1d",
)
def mnist1d_logreg(params, batch):
    """The loss is the mean cross-entropy of softmax regression: f = −mean log softmax(W₀ᵀ x + b₀)_y."""
    return cross_entropy(dense(params, batch["x"]), batch["y"])
