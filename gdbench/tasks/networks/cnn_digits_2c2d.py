"""Two convolutions and two dense layers on real handwritten digits."""

import jax

from gdbench.registry import task
from gdbench.tasks._classes import cross_entropy, held_out
from gdbench.tasks._digits import digits
from gdbench.tasks._layers import dense, layer_weights
from gdbench.tasks.networks._convolutions import convolved, pooled


def init(key):
    """Return normal weights of variance 2 / fan-in and zero biases: 3,658 parameters."""
    return layer_weights(key, ((3, 3, 1, 8), (3, 3, 8, 16), (64, 32), (32, 10)))


def scores(params, x):
    """Return the class scores ``[examples, 10]``."""
    maps = x.reshape(-1, 8, 8, 1)
    for i in range(2):
        maps = pooled(jax.nn.relu(convolved(maps, params[f"w{i}"]) + params[f"b{i}"]))
    return dense(params, maps.reshape(len(x), -1), layers=(2, 3))


@task(
    init=init,
    data=digits,
    measures=held_out(scores),
    target_measure="test_error",
    levels=(0.3, 0.1, 0.06, 0.04),
    batch=64,
    budget=1000,
    tags=("nonconvex", "nonsmooth", "network", "convolution", "finite-sum"),
    source="2c2d of Schneider, Balles & Hennig 2019 (DeepOBS) made small; data of scikit-learn",
    quick=False,
)
def cnn_digits_2c2d(params, batch):
    """The loss is the mean cross-entropy of a network with two convolutions and two dense layers.

    Each 3 × 3 convolution is followed by ReLU and a 2 × 2 maximum.

    f = −mean log softmax(W₃ᵀ relu(W₂ᵀ z + b₂) + b₃)_y with maps of 8 × 8 × 8 and 4 × 4 × 16 and their output z
    of length 64.
    """
    return cross_entropy(scores(params, batch["x"]), batch["y"])
