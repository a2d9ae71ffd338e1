"""A problem with sparse gradients."""

import jax
from jax import numpy as jnp

from gdbench.problems import draws
from gdbench.problems.parameters import number
from gdbench.problems.wrappers._base import met, wrapped
from gdbench.registry import problem_maker


@problem_maker(base="quad_log_k100")
def sparse(base, keep=0.1):
    """Return ``base`` with each coordinate of each gradient kept with probability ``keep``."""
    number("keep", keep, 0, 1, above=True)
    inside, keep = met(base), float(keep)

    def function(x):
        """Gradients miss most coordinates and values are exact: f = base(x), gᵢ = ∂ᵢ base(x) / keep or else 0.

        Each step keeps or drops each coordinate independently, and the factor 1 / keep makes the mean correct.
        """
        return base.value(x)

    def oracle(t, x, key):
        value, gradient = inside(t, x, draws.inside(key))
        kept = jax.random.bernoulli(draws.at(key, t), keep, x.shape)
        return value, jnp.where(kept, gradient / keep, 0.0)

    return wrapped(
        base,
        function,
        plus=("noisy",),
        residuals=False,
        oracle=oracle,
        source="Wangni, Wang, Liu & Zhang 2018, arXiv:1710.09854, with equal probabilities",
    )
