"""A portfolio of 20 assets that balances mean return against variance."""

from functools import cache

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.registry import task

AVERSION = 1.0


@cache
def data():
    """Return 500 days of returns ``r`` in per cent from three common factors and noise, and centred returns ``c``."""
    random = np.random.RandomState(0)
    loadings = random.normal(1.0, 0.5, (20, 3)) * np.array([1.0, 0.6, 0.4])
    factors = random.normal(0.0, 1.0, (500, 3))
    noise = random.normal(0.0, 1.0, (500, 20)) * random.uniform(0.5, 1.5, 20)
    returns = random.uniform(0.0, 0.3, 20) + factors @ loadings.T + noise
    return {"train": {"c": returns - returns.mean(0), "r": returns}}


def init(key):
    """Return equal shares with small random changes, which make seeds differ."""
    return {"w": 0.05 + 0.1 * jax.random.normal(key, (20,))}


def measures(params, data):
    """Return the loss, and the mean and standard deviation of the portfolio's return in per cent per day."""
    train = data["train"]
    return {
        "loss": markowitz.loss(params, train),
        "mean_return": jnp.mean(train["r"] @ params["w"]),
        "deviation": jnp.sqrt(jnp.mean((train["c"] @ params["w"]) ** 2)),
    }


@task(
    init=init,
    data=data,
    measures=measures,
    optimum=-0.14702908757180524,
    levels=(1e-2, 1e-3, 1e-4, 1e-6),
    tags=("convex", "strongly-convex", "smooth", "quadratic", "finite-sum", "ill-conditioned"),
    source="Markowitz 1952, planted factor model; optimum −m·Σ⁻¹m / 2γ by a linear solve",
)
def markowitz(params, batch):
    """The loss is the risk minus the return of a portfolio, the rest of which is cash.

    f = γ/2 wᵀ Σ w − m·w, m and Σ mean and covariance of the returns, γ = 1
    """
    risk = 0.5 * AVERSION * jnp.mean((batch["c"] @ params["w"]) ** 2)
    return risk - jnp.mean(batch["r"] @ params["w"])
