"""Three convolutions and a dense layer on MNIST-1D."""

import jax

from gdbench.registry import task
from gdbench.tasks._classes import cross_entropy, held_out
from gdbench.tasks._layers import dense, layer_weights
from gdbench.tasks.networks._convolutions import strided
from gdbench.tasks.networks._mnist1d import mnist1d


def init(key):
    """Return normal weights of variance 2 / fan-in and zero biases: 5,210 parameters."""
    return layer_weights(key, ((5, 1, 25), (3, 25, 25), (3, 25, 25), (125, 10)))


def scores(params, x):
    """Return the class scores ``[examples, 10]``."""
    signals = x[..., None]
    for i in range(3):
        signals = jax.nn.relu(strided(signals, params[f"w{i}"]) + params[f"b{i}"])
    return dense(params, signals.reshape(len(x), -1), layers=(3,))


@task(
    init=init,
    data=mnist1d,
    packages=("mnist1d",),
    measures=held_out(scores),
    target_measure="test_error",
    levels=(0.7, 0.5, 0.3, 0.2),
    batch=100,
    budget=800,
    tags=("nonconvex", "nonsmooth", "network", "convolution", "finite-sum"),
    source="Greydanus & Kobak 2024 (MNIST-1D), data of the package mnist1d",
    quick=False,
)
def mnist1d_cnn(params, batch):
    """The loss is the mean cross-entropy of a network with three convolutions and a dense layer.

    Each convolution has stride 2 and is followed by ReLU.

    f = −mean log softmax(W₃ᵀ z + b₃)_y; the maps have 25 channels of 19, 10 and 5 places, the kernels have
    lengths 5, 3 and 3, and z has length 125.
    """
    return cross_entropy(scores(params, batch["x"]), batch["y"])
