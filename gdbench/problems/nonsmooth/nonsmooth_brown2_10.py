"""The nonsmooth variant of Brown's second function."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.folds import total
from gdbench.registry import problem
from gdbench.types import scalable


def _power(base, exponent):
    """Return |base| to the power exponent + 1, with gradient 0 where the base is 0, because log 0 must not occur there.

    The code uses an exponential, which compiles to vector instructions, because a power calls the C library.
    """
    away = base != 0.0
    size = jnp.where(away, jnp.abs(base), 1.0)
    return jnp.where(away, size * jnp.exp(exponent * jnp.log(size)), 0.0)


@problem(
    dims=scalable(10, at_least=2),
    start=lambda n: (-1.0) ** np.arange(n),
    minimiser=0.0,
    minimum=0.0,
    tags=("nonconvex", "nonsmooth"),
    source="Haarala, Miettinen & Mäkelä 2004, Optim. Methods Softw. 19:673, problem 7",
)
def nonsmooth_brown2_10(x):
    """Brown's nonsmooth function has powers whose exponents depend on the neighbours.

    f = Σ_{i<n} |xᵢ|^(xᵢ₊₁² + 1) + |xᵢ₊₁|^(xᵢ² + 1)

    The kinks are the kinks of |xᵢ| where a neighbour is 0. The subgradient in a coordinate that is 0 is 0 here.
    """
    first, second = x[:-1], x[1:]
    return total(_power(first, second**2) + _power(second, first**2))
