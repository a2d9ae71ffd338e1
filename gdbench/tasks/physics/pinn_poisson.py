"""A network that solves Poisson's equation in one dimension."""

from functools import cache

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.registry import task
from gdbench.tasks._layers import dense, dense_weights

WIDTHS = (1, 20, 20, 1)
BOUNDARY = 100.0


@cache
def data():
    """Return 65 points of [0, 1] where the residual is evaluated, and 201 where the solution is compared."""
    return {"train": {"x": np.linspace(0, 1, 65)}, "test": {"x": np.linspace(0, 1, 201)}}


def init(key):
    """Return normal weights of variance 1 / fan-in and zero biases: 481 parameters."""
    return dense_weights(key, WIDTHS, gain=1.0)


def solution(x):
    """Return the exact solution u = sin πx."""
    return jnp.sin(jnp.pi * x)


def answer(params, x):
    """Return the network's u at the points ``[points]``."""
    return dense(params, x[:, None], jnp.tanh)[:, 0]


def residuals(u, x):
    """Return u″ + π² sin πx at the points ``[points]`` for a function ``u`` of points."""
    # u at one point does not depend on other points, so the derivative along ones is the derivative at each point.
    slope = lambda x: jax.jvp(u, (x,), (jnp.ones_like(x),))[1]  # noqa: E731
    return jax.jvp(slope, (x,), (jnp.ones_like(x),))[1] + jnp.pi**2 * solution(x)


def measures(params, data):
    """Return the loss, and the relative error ‖u − sin πx‖ / ‖sin πx‖ at the held-out points."""
    x = data["test"]["x"]
    error = answer(params, x) - solution(x)
    return {
        "loss": pinn_poisson.loss(params, data["train"]),
        "relative_error": jnp.sqrt(jnp.sum(error**2) / jnp.sum(solution(x) ** 2)),
    }


@task(
    init=init,
    data=data,
    measures=measures,
    target_measure="relative_error",
    levels=(0.1, 0.01, 0.001, 1e-4),
    budget=2000,
    tags=("nonconvex", "smooth", "network", "finite-sum", "ill-conditioned"),
    source="Raissi, Perdikaris & Karniadakis 2019",
)
def pinn_poisson(params, batch):
    """The loss is the squared residual of u″ = −π² sin πx on [0, 1], u(0) = u(1) = 0.

    f = mean (u″ + π² sin πx)² + 100 mean u(0, 1)²

    u is a 1-20-20-1 tanh network with exact derivatives (forward mode twice). The second derivatives make the
    loss ill-conditioned.
    """
    u = lambda x: answer(params, x)  # noqa: E731
    ends = u(jnp.asarray([0.0, 1.0], batch["x"].dtype))
    return jnp.mean(residuals(u, batch["x"]) ** 2) + BOUNDARY * jnp.mean(ends**2)
