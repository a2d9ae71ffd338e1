"""COCO's discus."""

from jax import numpy as jnp

from gdbench.problems.bbob._instance import ROTATED, Drawn
from gdbench.problems.bbob._transforms import oscillated, turned
from gdbench.problems.coordinates import along
from gdbench.registry import problem_maker


@problem_maker()
def bbob_f11_discus(instance=1):
    """Return function 11, the discus, for one instance."""
    drawn = Drawn(11, instance)

    @drawn.problem(
        dims=ROTATED,
        minimiser=drawn.x_opt,
        tags=("nonconvex", "smooth", "ill-conditioned"),
    )
    def discus(x):
        """The discus has one direction that is a million times stiffer than all others.

        f = 10⁶ z₁² + Σ_{i>1} zᵢ², z = T_osz(R (x − x_opt))

        The curvature has no limit at x_opt; exactly there, the curvature of zᵢ² is used.
        """
        n = x.shape[0]
        z = oscillated(turned(drawn.r(n), x - along(x, drawn.x_opt(n))))
        return 1e6 * z[0] ** 2 + jnp.sum(z[1:] ** 2, axis=0)

    return discus
