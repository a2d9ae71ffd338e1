"""Logistic regression with a chosen condition number."""

from functools import lru_cache

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.problems import draws
from gdbench.problems.parameters import number
from gdbench.registry import problem, problem_maker
from gdbench.types import scalable


@lru_cache(maxsize=8)
def rows(examples, kappa, n):
    """Return the examples U diag(s) Vᵀ times their labels, ``[examples, n]``, from RandomState(0).

    s has equal steps in the logarithm from s_max to s_max / √κ, with s_max² / 4m = 1 − 1/κ. Labels are signs along
    a random direction, and one in ten of them is reversed.
    """
    random = np.random.RandomState(0)
    u, v = (np.linalg.qr(random.normal(size=(size, n)))[0] for size in (examples, n))
    sizes = np.sqrt(4.0 * examples * (1.0 - 1.0 / kappa)) * kappa ** np.linspace(0.0, -0.5, n)
    a = u * sizes @ v.T
    labels = np.sign(a @ random.normal(size=n)) * np.where(random.uniform(size=examples) < 0.1, -1.0, 1.0)
    return a * labels[:, None]


@lru_cache(maxsize=8)
def minimiser(examples, kappa, n):
    """Return the minimiser and the minimum by Newton's method with step halving, accurate to rounding."""
    a = rows(examples, kappa, n)

    def value(w):
        return np.logaddexp(0.0, -a @ w).mean() + 0.5 / kappa * w @ w

    w = np.zeros(n)
    for _ in range(100):
        wrong = 1.0 / (1.0 + np.exp(a @ w))
        gradient = -a.T @ wrong / examples + w / kappa
        hessian = a.T * (wrong * (1.0 - wrong)) @ a / examples + np.eye(n) / kappa
        step = np.linalg.solve(hessian, gradient)
        while value(w - step) > value(w) + 1e-14 and np.abs(step).max() > 1e-14:
            step = 0.5 * step
        w = w - step
    return w, value(w)


@problem_maker()
def strongly_convex_logistic(examples=200, kappa=1000.0, batch=10):
    """Return the regression for ``examples`` examples with gradients from ``batch`` of them, or from all if None."""
    number("examples", examples, 2, 100_000, whole=True)
    number("kappa", kappa, 1, 1e7, above=True)
    if batch is not None:
        number("batch", batch, 1, 2**31 - 1, whole=True)

    def losses(x):
        """Return ln(1 + exp(−bⱼ aⱼ·x)) for each example, ``[examples, *runs]``."""
        a = jnp.asarray(rows(examples, float(kappa), x.shape[0]), x.dtype)
        return jax.nn.softplus(-jnp.tensordot(a, x, 1, precision=jax.lax.Precision.HIGHEST))

    def oracle(t, x, key):
        each, pull_back = jax.vjp(losses, x)
        drawn = draws.below(draws.at(key, t), examples, batch)
        weights = jnp.zeros_like(each).at[drawn].add(1.0 / batch)
        return jnp.mean(each) + 0.5 / kappa * jnp.sum(x * x), pull_back(weights)[0] + x / kappa

    tags = ["convex", "strongly-convex", "smooth"]
    tags += ["noisy"] if batch is not None else []
    tags += ["ill-conditioned"] if kappa >= 1000.0 else []  # At the minimiser, κ is about a third of this bound.

    @problem(
        dims=scalable(20, at_least=1, at_most=min(examples, 2000)),
        start=0.0,
        minimiser=lambda n: minimiser(examples, float(kappa), n)[0],
        minimum=lambda n: minimiser(examples, float(kappa), n)[1],
        tags=tags,
        lipschitz=1.0,
        strong_convexity=1.0 / kappa,
        oracle=None if batch is None else oracle,
        source="Bottou, Curtis & Nocedal 2018, arXiv:1606.04838, section 2.1; data drawn here",
    )
    def logistic(x):
        """This logistic regression has L = 1 and μ = 1/κ: f = 1/m Σⱼ ln(1 + exp(−bⱼ aⱼ·x)) + |x|² / 2κ.

        Each gradient uses a few examples, drawn with replacement. The regularisation gives μ, and the largest
        singular value of the data gives the rest of L.
        """
        return jnp.mean(losses(x), axis=0) + 0.5 / kappa * jnp.sum(x * x, axis=0)

    return logistic
