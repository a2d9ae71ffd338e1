"""A deep network with weights that are too large, on real handwritten digits: values and gradients explode."""

from gdbench.registry import task
from gdbench.tasks._classes import cross_entropy, held_out
from gdbench.tasks._digits import digits
from gdbench.tasks._layers import dense, dense_weights
from gdbench.tasks.networks._gradients import layer_norms


def init(key):
    """Three times normal weights of variance 1 / fan-in, zero biases: 7,690 parameters."""
    return dense_weights(key, (64, *6 * (32,), 10), gain=9.0)


def measures(params, data):
    """Training loss, held-out loss and error rate, and the norm of every layer's gradient on the training data."""
    norms = layer_norms(mlp_digits_exploding.loss, params, data["train"])
    return {**held_out(dense)(params, data), **norms}


@task(
    init=init,
    data=digits,
    measures=measures,
    target_measure="test_error",
    levels=(0.5, 0.2, 0.1),
    batch=64,
    budget=3000,
    tags=("nonconvex", "nonsmooth", "network", "finite-sum", "ill-conditioned"),
    source="Pascanu, Mikolov & Bengio 2013; data of scikit-learn",
)
def mlp_digits_exploding(params, batch):
    """Mean cross-entropy of a 64-[32]×6-10 network with ReLU whose weights start three times too large.

    f = −mean log softmax(W₆ᵀ relu(… relu(W₀ᵀ x + b₀) …) + b₆)_y. Each layer makes what passes it, forwards and back,
    3/√2 times as large: scores and the gradients of all weights start a hundred times too large, those of the first
    biases a hundred times larger than those of the last.
    """
    return cross_entropy(dense(params, batch["x"]), batch["y"])
