"""A small network that forecasts a series with two regimes."""

from functools import cache

import numpy as np
import optax
from jax import numpy as jnp

from gdbench.registry import task
from gdbench.tasks._layers import dense, dense_weights

PAST, HIDDEN = 20, 32
# A regime has weights of the last two values and a noise scale. The first oscillates slowly, the second flips
# sign.
REGIMES = ((1.6, -0.8, 0.3), (-1.2, -0.7, 0.3))
STAY = 0.98  # probability that a regime lasts one more step


@cache
def series():
    """Return 10,020 standardised values of an autoregression of order two with two hidden regimes.

    The raw values are vₜ = a vₜ₋₁ + b vₜ₋₂ + s eₜ with the (a, b, s) of the regime, which changes with
    probability 0.02, and noise eₜ of Student's t with 4 degrees of freedom.
    """
    random = np.random.RandomState(0)
    switches, noise = random.uniform(size=10_020) > STAY, random.standard_t(4, size=10_020)
    values, regime = np.zeros(10_022), 0
    for t in range(10_020):
        regime = 1 - regime if switches[t] else regime
        a, b, scale = REGIMES[regime]
        values[t + 2] = a * values[t + 1] + b * values[t] + scale * noise[t]
    values = values[2:]
    return (values - values.mean()) / values.std()


@cache
def data():
    """Return windows of 20 values ``x`` and the next value ``y``: first 8,000 for training, last 2,000 held out."""
    values = series()
    x = np.stack([values[lag : lag + 10_000] for lag in range(PAST)], axis=1)
    y = values[PAST:]
    return {"train": {"x": x[:8000], "y": y[:8000]}, "test": {"x": x[8000:], "y": y[8000:]}}


def init(key):
    """Return normal weights of variance 2 / fan-in (He et al. 2015) and zero biases."""
    return dense_weights(key, (PAST, HIDDEN, 1))


def prediction(params, x):
    """Return the next values ``[examples]``."""
    return dense(params, x)[:, 0]


def measures(params, data):
    """Return the training loss, the held-out loss, and the held-out NRMSE.

    The NRMSE is the root mean squared error over the standard deviation.
    """
    test = data["test"]
    error = jnp.mean((prediction(params, test["x"]) - test["y"]) ** 2)
    return {
        "loss": ar_forecast.loss(params, data["train"]),
        "test_loss": ar_forecast.loss(params, test),
        "test_nrmse": jnp.sqrt(error / jnp.var(test["y"])),
    }


@task(
    init=init,
    data=data,
    measures=measures,
    target_measure="test_nrmse",
    levels=(0.9, 0.75, 0.665),
    batch=64,
    budget=1500,
    baselines={"linear least squares": 0.677545, "the regimes known": 0.300666},
    tags=("nonconvex", "nonsmooth", "network", "finite-sum"),
    source="Hamilton 1989, switching regimes; Huber 1964, the loss",
)
def ar_forecast(params, batch):
    """The loss is the mean Huber loss of a 20-32-1 network with ReLU on the next value of a series.

    f = mean H(W₁ᵀ relu(W₀ᵀ x + b₀) + b₁ − y), H(r) = r²/2 for |r| ≤ 1 and |r| − 1/2 beyond; 705 parameters.
    """
    return jnp.mean(optax.losses.huber_loss(prediction(params, batch["x"]), batch["y"]))
