"""An autoencoder of handwritten digits."""

import jax
from jax import numpy as jnp

from gdbench.registry import task
from gdbench.tasks._digits import digits
from gdbench.tasks._layers import dense, dense_weights


def init(key):
    """Return normal weights of variance 1 / fan-in and zero biases: 4,744 parameters."""
    return dense_weights(key, (64, 32, 8, 32, 64), gain=1.0)


def measures(params, data):
    """Return the mean squared distance of training and of held-out images from their reconstructions."""
    return {"loss": ae_digits.loss(params, data["train"]), "test_loss": ae_digits.loss(params, data["test"])}


@task(
    init=init,
    data=digits,
    measures=measures,
    target_measure="test_loss",
    levels=(2.0, 1.5, 1.2, 1.05),
    baselines={"principal components (8)": 1.5663855},
    batch=64,
    budget=3000,
    tags=("nonconvex", "smooth", "network", "generative", "finite-sum"),
    source="Hinton & Salakhutdinov 2006; data of scikit-learn",
)
def ae_digits(params, batch):
    """The loss is the mean squared error of a 64-32-8-32-64 autoencoder.

    f = mean ‖x − σ(z)‖² with tanh layers and a code of 8
    """
    made = jax.nn.sigmoid(dense(params, batch["x"], jnp.tanh))
    return jnp.mean(jnp.sum((batch["x"] - made) ** 2, axis=-1))
