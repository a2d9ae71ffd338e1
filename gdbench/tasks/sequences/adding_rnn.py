"""The adding problem, where a recurrent network must remember two numbers over thirty steps."""

from functools import cache

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.registry import task
from gdbench.tasks._normals import normals

STEPS, HIDDEN = 30, 32


@cache
def data():
    """Return sequences of 30 uniform numbers, one marked in each half: 8,192 for training and 512 held out."""
    random = np.random.RandomState(0)
    count = 8192 + 512
    numbers = random.uniform(size=(count, STEPS))
    first, second = random.randint(STEPS // 2, size=(2, count))
    marks = np.zeros((count, STEPS))
    marks[np.arange(count), first] = marks[np.arange(count), STEPS // 2 + second] = 1.0
    x, y = np.stack([numbers, marks], axis=-1), np.sum(numbers * marks, axis=1)
    return {"train": {"x": x[:8192], "y": y[:8192]}, "test": {"x": x[8192:], "y": y[8192:]}}


def init(key):
    """Return a random rotation as recurrent matrix, normal weights of variance 1 / fan-in, and zero biases."""
    drawn = normals(key, w=(2, HIDDEN), u=(HIDDEN, HIDDEN), o=(HIDDEN,))
    return {
        "w": drawn["w"] / jnp.sqrt(2.0),
        "u": jnp.linalg.qr(drawn["u"])[0],
        "b": jnp.zeros((HIDDEN,)),
        "o": drawn["o"] / jnp.sqrt(1.0 * HIDDEN),
        "c": jnp.zeros(()),
    }


def prediction(params, x):
    """Return the sums ``[examples]`` predicted from the last state."""
    inputs = jnp.swapaxes(x, 0, 1) @ params["w"] + params["b"]
    advance = lambda h, z: (jnp.tanh(z + h @ params["u"]), None)  # noqa: E731
    last, _ = jax.lax.scan(advance, jnp.zeros((len(x), HIDDEN), inputs.dtype), inputs)
    return last @ params["o"] + params["c"]


def measures(params, data):
    """Return the mean squared error on training and held-out sequences; the constant answer 1 gives 1/6."""
    return {"loss": adding_rnn.loss(params, data["train"]), "test_loss": adding_rnn.loss(params, data["test"])}


@task(
    init=init,
    data=data,
    measures=measures,
    target_measure="test_loss",
    levels=(0.14, 0.1, 0.075),
    batch=32,
    budget=2500,
    baselines={"the mean": 1 / 6},
    tags=("nonconvex", "smooth", "network", "recurrent", "finite-sum"),
    source="Hochreiter & Schmidhuber 1997, the adding problem; start of Saxe et al. 2014 (arXiv:1312.6120)",
    quick=False,
)
def adding_rnn(params, batch):
    """The loss is the mean squared error of a tanh network of width 32 that adds two of 30 numbers.

    f = mean (oᵀ h₃₀ + c − y)²

    hₜ = tanh(Wᵀ (number, mark)ₜ + b + Uᵀ hₜ₋₁), h₀ = 0: 1,153 parameters. Gradients pass through up to 30
    steps, so they vanish or explode. A step of 32 sequences costs about 0.006 GFLOP.
    """
    return jnp.mean((prediction(params, batch["x"]) - batch["y"]) ** 2)
