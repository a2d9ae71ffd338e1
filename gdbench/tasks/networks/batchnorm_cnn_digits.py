"""Convolutions with batch normalisation on real handwritten digits."""

import jax
from jax import numpy as jnp

from gdbench.registry import task
from gdbench.tasks._classes import cross_entropy, error_rate
from gdbench.tasks._digits import digits
from gdbench.tasks._layers import dense, layer_weights
from gdbench.tasks.networks._convolutions import convolved, pooled

EPSILON = 1e-5


def init(key):
    """Return normal weights of variance 2 / fan-in, zero biases and unit scales ``s0`` ``s1``: 3,682 parameters."""
    params = layer_weights(key, ((3, 3, 1, 8), (3, 3, 8, 16), (64, 32), (32, 10)))
    return {**params, "s0": jnp.ones((8,)), "s1": jnp.ones((16,))}


def scores(params, x, statistics=None):
    """Return the class scores ``[examples, 10]``, and the mean and variance of each channel in each normalised layer.

    The layers are normalised by ``statistics`` or, without them, by the statistics of ``x``.
    """
    maps, met = x.reshape(-1, 8, 8, 1), []
    for i in range(2):
        maps = convolved(maps, params[f"w{i}"])
        mean, variance = statistics[i] if statistics else (jnp.mean(maps, (0, 1, 2)), jnp.var(maps, (0, 1, 2)))
        scale = params[f"s{i}"] * jax.lax.rsqrt(variance + EPSILON)
        maps = pooled(jax.nn.relu((maps - mean) * scale + params[f"b{i}"]))
        met.append((mean, variance))
    return dense(params, maps.reshape(len(x), -1), layers=(2, 3)), met


def measures(params, data):
    """Return training loss, held-out loss and held-out error rate, all with the statistics of the training data."""
    train, test = data["train"], data["test"]
    trained, statistics = scores(params, train["x"])
    seen, _ = scores(params, test["x"], statistics)
    return {
        "loss": cross_entropy(trained, train["y"]),
        "test_loss": cross_entropy(seen, test["y"]),
        "test_error": error_rate(seen, test["y"]),
    }


@task(
    init=init,
    data=digits,
    measures=measures,
    target_measure="test_error",
    levels=(0.3, 0.1, 0.06, 0.04),
    batch=64,
    budget=800,
    tags=("nonconvex", "nonsmooth", "network", "convolution", "batch-norm", "finite-sum"),
    source="Ioffe & Szegedy 2015; data of scikit-learn",
    quick=False,
)
def batchnorm_cnn_digits(params, batch):
    """The loss is the mean cross-entropy of cnn_digits_2c2d with normalised channels.

    A channel z becomes s (z − mean z) / √(var z + 10⁻⁵) + b before ReLU.

    Mean and variance are taken over the batch, so f does not depend on the size of the kernels W₀ and W₁.
    """
    return cross_entropy(scores(params, batch["x"])[0], batch["y"])
