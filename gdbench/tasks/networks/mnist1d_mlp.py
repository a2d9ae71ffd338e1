"""A network of three layers on MNIST-1D."""

from gdbench.registry import task
from gdbench.tasks._classes import cross_entropy, held_out
from gdbench.tasks._layers import dense, dense_weights
from gdbench.tasks.networks._mnist1d import mnist1d


def init(key):
    """Return normal weights of variance 2 / fan-in and zero biases: 15,210 parameters."""
    return dense_weights(key, (40, 100, 100, 10))


@task(
    init=init,
    data=mnist1d,
    packages=("mnist1d",),
    measures=held_out(dense),
    target_measure="test_error",
    levels=(0.7, 0.5, 0.4, 0.36),
    batch=100,
    budget=1500,
    tags=("nonconvex", "nonsmooth", "network", "finite-sum"),
    source="Greydanus & Kobak 2024 (MNIST-1D), data of the package mnist1d",
    quick=False,
)
def mnist1d_mlp(params, batch):
    """The loss is the mean cross-entropy of a 40-100-100-10 network: f = −mean log softmax(z)_y.

    z = W₂ᵀ relu(W₁ᵀ relu(W₀ᵀ x + b₀) + b₁) + b₂.
    """
    return cross_entropy(dense(params, batch["x"]), batch["y"])
