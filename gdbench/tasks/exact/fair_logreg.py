"""Logistic regression with a penalty on unequal treatment of two groups."""

from functools import cache

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.registry import task

PENALTY, FAIRNESS = 1e-3, 10.0


@cache
def data():
    """Return 2,000 people with 10 measurements, a group of 0 or 1, and a biased label −1 or +1.

    Two of the measurements depend on the group.
    """
    random = np.random.RandomState(0)
    group = random.randint(0, 2, 2000).astype(float)
    x = random.normal(size=(2000, 10))
    x[:, :2] += group[:, None]
    merit = x[:, 2:6] @ np.array([1.0, 0.8, 0.6, 0.4]) + 1.5 * (group - 0.5) + 0.5 * random.logistic(size=2000)
    return {"train": {"a": group, "x": x, "y": np.where(merit > 0.0, 1.0, -1.0)}}


def init(key):
    """Return small random weights, which make seeds differ, and a zero intercept: 11 parameters."""
    return {"b": jnp.zeros(()), "w": 0.1 * jax.random.normal(key, (10,))}


def disparity(params, batch):
    """Return E[p | a = 1] − E[p | a = 0] for the probability p of a positive answer; 0 is demographic parity."""
    p, a = jax.nn.sigmoid(batch["x"] @ params["w"] + params["b"]), batch["a"]
    # A batch may contain nobody from one of the groups.
    shares = [jnp.sum(side * p) / jnp.maximum(jnp.sum(side), 1.0) for side in (a, 1.0 - a)]
    return shares[0] - shares[1]


def measures(params, data):
    """Return the loss, the difference between the groups, and the error rate."""
    train = data["train"]
    right = train["y"] * (train["x"] @ params["w"] + params["b"]) > 0
    return {
        "loss": fair_logreg.loss(params, train),
        "disparity": jnp.abs(disparity(params, train)),
        "train_error": 1.0 - jnp.mean(right.astype(train["x"].dtype)),
    }


@task(
    init=init,
    data=data,
    measures=measures,
    optimum=0.4376054316695683,
    levels=(1e-2, 1e-3, 1e-4, 1e-6),
    tags=("nonconvex", "smooth", "finite-sum"),
    source="Zafar et al. 2017; Kamishima et al. 2012: a penalty on dependence; made in code, optimum by BFGS",
)
def fair_logreg(params, batch):
    """The loss is the mean logistic loss of a linear classifier with ridge and fairness penalties.

    f = mean log(1 + e^(−y z)) + λ/2 (‖w‖² + b²) + ρ (p̄₁ − p̄₀)², ρ = 10
    """
    margin = batch["y"] * (batch["x"] @ params["w"] + params["b"])
    ridge = 0.5 * PENALTY * (jnp.sum(params["w"] ** 2) + params["b"] ** 2)
    return jnp.mean(jax.nn.softplus(-margin)) + ridge + FAIRNESS * disparity(params, batch) ** 2
