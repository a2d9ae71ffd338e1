"""A deep sigmoid network on real handwritten digits, whose gradient vanishes toward the first layer."""

import jax

from gdbench.registry import task
from gdbench.tasks._classes import cross_entropy, held_out
from gdbench.tasks._digits import digits
from gdbench.tasks._layers import dense, dense_weights
from gdbench.tasks.networks._gradients import layer_norms


def init(key):
    """Return normal weights of variance 2 / fan-in and zero biases: 7,690 parameters."""
    return dense_weights(key, (64, *6 * (32,), 10))


def scores(params, x):
    """Return the class scores ``[examples, 10]``."""
    return dense(params, x, jax.nn.sigmoid)


def measures(params, data):
    """Return training loss, held-out loss and error rate, and every layer's gradient norm on the training data."""
    norms = layer_norms(mlp_digits_deep_sigmoid.loss, params, data["train"])
    return {**held_out(scores)(params, data), **norms}


@task(
    init=init,
    data=digits,
    measures=measures,
    target_measure="test_error",
    levels=(0.5, 0.3, 0.12),
    batch=64,
    budget=3000,
    tags=("nonconvex", "smooth", "network", "finite-sum", "ill-conditioned"),
    source="Hochreiter 1991; Glorot & Bengio 2010; data of scikit-learn",
)
def mlp_digits_deep_sigmoid(params, batch):
    """The loss is the mean cross-entropy of a 64-[32]×6-10 network with sigmoids σ.

    f = −mean log softmax(z₇)_y, zᵢ₊₁ = σ(Wᵢᵀ zᵢ + bᵢ)

    Because σ′ ≤ 1/4, each of the six layers shrinks the gradient; `grad_norm_layer0` is its norm at the first
    layer.
    """
    return cross_entropy(scores(params, batch["x"]), batch["y"])
