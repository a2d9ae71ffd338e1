"""A deep network with too large weights on real handwritten digits, whose values and gradients explode."""

from gdbench.registry import task
from gdbench.tasks._classes import cross_entropy, held_out
from gdbench.tasks._digits import digits
from gdbench.tasks._layers import dense, dense_weights
from gdbench.tasks.networks._gradients import layer_norms


def init(key):
    """Return normal weights three times as large as variance 1 / fan-in gives, and zero biases: 7,690 parameters."""
    return dense_weights(key, (64, *6 * (32,), 10), gain=9.0)


def measures(params, data):
    """Return training loss, held-out loss and error rate, and every layer's gradient norm on the training data."""
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
    """The loss is the mean cross-entropy of a 64-[32]×6-10 network with ReLU whose weights start three times too large.

    f = −mean log softmax(W₆ᵀ relu(… relu(W₀ᵀ x + b₀) …) + b₆)_y. Each layer enlarges values on the forward pass
    and gradients on the backward pass by 3/√2. Scores and the gradients of all weights therefore start a
    hundred times too large, and the gradients of the first biases a hundred times larger than those of the
    last.
    """
    return cross_entropy(dense(params, batch["x"]), batch["y"])
