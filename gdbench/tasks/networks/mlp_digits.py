"""A small network on real handwritten digits."""

from gdbench.registry import task
from gdbench.tasks._classes import cross_entropy, held_out
from gdbench.tasks._digits import digits
from gdbench.tasks._layers import dense, dense_weights


def init(key):
    """Return normal weights of variance 2 / fan-in (He et al. 2015) and zero biases: 2,410 parameters."""
    return dense_weights(key, (64, 32, 10))


@task(
    init=init,
    data=digits,
    measures=held_out(dense),
    target_measure="test_error",
    levels=(0.3, 0.1, 0.05, 0.025),
    batch=64,
    budget=1000,
    tags=("nonconvex", "nonsmooth", "network", "finite-sum"),
    source="Alpaydin & Kaynak 1998, data of scikit-learn",
)
def mlp_digits(params, batch):
    """The loss is the mean cross-entropy of a 64-32-10 network with ReLU.

    f = −mean log softmax(W₁ᵀ relu(W₀ᵀ x + b₀) + b₁)_y
    """
    return cross_entropy(dense(params, batch["x"]), batch["y"])
