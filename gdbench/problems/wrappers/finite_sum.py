"""A sum of squares whose gradients use a few terms at a time."""

import jax
from jax import numpy as jnp

from gdbench.problems import draws
from gdbench.problems.parameters import number
from gdbench.problems.wrappers._base import wrapped
from gdbench.registry import problem_maker


@problem_maker(base="mgh08_bard")
def finite_sum(base, batch=1):
    """Return ``base`` with gradients from ``batch`` of its residuals, drawn with replacement."""
    number("batch", batch, 1, 2**31 - 1, whole=True)
    if not base.residuals or base.oracle is not None:
        raise ValueError(f"finite_sum needs a sum of squares, which {base.name} is not: it declares no residuals")

    def function(x):
        """Gradients use a few terms, values use all: f = Σ rⱼ², g = m / b Σ ∇rⱼ² over b of the m terms.

        Each step draws new terms with replacement. If all residuals vanish at the minimiser, the noise vanishes
        there too.
        """
        return base.value(x)

    def oracle(t, x, key):
        residuals, pull_back = jax.vjp(base.function, x)
        m = residuals.shape[0]
        drawn = draws.below(draws.at(key, t), m, batch)
        weights = jnp.zeros_like(residuals).at[drawn].add(m / batch)
        return jnp.sum(residuals**2), pull_back(2.0 * weights * residuals)[0]

    return wrapped(
        base,
        function,
        plus=("noisy",),
        residuals=False,
        oracle=oracle,
        source="Robbins & Monro 1951, Ann. Math. Stat. 22:400; Bottou, Curtis & Nocedal 2018, arXiv:1606.04838",
    )
