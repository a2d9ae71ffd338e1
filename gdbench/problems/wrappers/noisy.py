"""A problem with noisy gradients."""

import jax
from jax import numpy as jnp

from gdbench.problems import draws
from gdbench.problems.parameters import choice, number
from gdbench.problems.wrappers._base import met, wrapped
from gdbench.registry import problem_maker


def _student(key, shape, dtype):
    """Return Student's t with three degrees of freedom over √3, a normal number over the norm of three others."""
    normal = jax.random.normal(key, (4, *shape), dtype)
    return normal[0] / jnp.sqrt(jnp.sum(normal[1:] ** 2, axis=0))


TAILS = {"gaussian": jax.random.normal, "student": _student, "cauchy": jax.random.cauchy}


@problem_maker(base="mgh01_rosenbrock")
def noisy(base, sigma=1.0, tail="gaussian"):
    """Return ``base`` with independent noise of size ``sigma`` in each coordinate of each gradient."""
    number("sigma", sigma, 0)
    choice("tail", tail, TAILS)
    inside = met(base)

    def function(x):
        """Gradients are noisy and values are exact: f = base(x), g = ∇base(x) + σ ξ with new ξ in each step.

        ξ is normal by default. With "student" it has Student's distribution with three degrees of freedom, scaled
        to variance 1, whose third moment is infinite. With "cauchy" it has Cauchy's distribution, which has no
        mean.
        """
        return base.value(x)

    def oracle(t, x, key):
        value, gradient = inside(t, x, draws.inside(key))
        return value, gradient + sigma * TAILS[tail](draws.at(key, t), x.shape, x.dtype)

    return wrapped(
        base,
        function,
        plus=("noisy",),
        residuals=False,
        oracle=oracle,
        source="Robbins & Monro 1951, Ann. Math. Stat. 22:400; heavy tails as in Zhang et al. 2020, arXiv:1912.03194",
    )
