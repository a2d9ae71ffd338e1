"""A small network on real handwritten digits."""

from functools import cache
from itertools import pairwise

import jax
import numpy as np
import optax
from jax import numpy as jnp

from gdbench.registry import task

WIDTHS = (64, 32, 10)


@cache
def data():
    """1,797 digits of 8 × 8 pixels in [0, 1]: 1,437 to learn from, 360 held out."""
    from sklearn.datasets import load_digits

    x, y = load_digits(return_X_y=True)
    order = np.random.RandomState(0).permutation(len(x))
    x, y = x[order] / 16.0, y[order].astype(np.int32)
    return {"train": {"x": x[:1437], "y": y[:1437]}, "test": {"x": x[1437:], "y": y[1437:]}}


def init(key):
    """Normal weights of variance 2 / fan-in (He et al. 2015), zero biases: 2,410 parameters."""
    # One draw for all weights: XLA fuses several into one kernel that takes it seconds to compile.
    sizes = [fan_in * fan_out for fan_in, fan_out in pairwise(WIDTHS)]
    draws = jnp.split(jax.random.normal(key, (sum(sizes),)), np.cumsum(sizes)[:-1])
    params = {}
    for i, ((fan_in, fan_out), draw) in enumerate(zip(pairwise(WIDTHS), draws, strict=True)):
        params[f"w{i}"] = jnp.sqrt(2.0 / fan_in) * draw.reshape(fan_in, fan_out)
        params[f"b{i}"] = jnp.zeros((fan_out,))
    return params


def logits(params, x):
    """Return the class scores ``[examples, 10]``."""
    hidden = jax.nn.relu(x @ params["w0"] + params["b0"])
    return hidden @ params["w1"] + params["b1"]


def measures(params, data):
    """Training loss, held-out loss and held-out error rate."""
    test = data["test"]
    scores = logits(params, test["x"])
    wrong = jnp.argmax(scores, axis=-1) != test["y"]
    return {
        "loss": mlp_digits.loss(params, data["train"]),
        "test_loss": jnp.mean(optax.losses.softmax_cross_entropy_with_integer_labels(scores, test["y"])),
        "test_error": jnp.mean(wrong.astype(scores.dtype)),
    }


@task(
    init=init,
    data=data,
    measures=measures,
    target_measure="test_error",
    # 0.025 is what tuned Adam, SGD and momentum each reach within 1,000 steps of 64 examples.
    levels=(0.3, 0.1, 0.05, 0.025),
    batch=64,
    tags=("nonconvex", "nonsmooth", "network", "finite-sum"),
    source="Alpaydin & Kaynak 1998, data of scikit-learn",
)
def mlp_digits(params, batch):
    """Mean cross-entropy of a 64-32-10 network with ReLU: f = −mean log softmax(W₁ᵀ relu(W₀ᵀ x + b₀) + b₁)_y."""
    losses = optax.losses.softmax_cross_entropy_with_integer_labels(logits(params, batch["x"]), batch["y"])
    return jnp.mean(losses)
