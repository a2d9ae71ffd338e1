"""COCO's separable ellipsoid."""

from jax import numpy as jnp

from gdbench.problems.bbob._instance import ANY, Drawn, ramp
from gdbench.problems.bbob._transforms import oscillated
from gdbench.problems.coordinates import along
from gdbench.registry import problem_maker


@problem_maker()
def bbob_f02_ellipsoid(instance=1):
    """Return function 2, the separable ellipsoid, for one instance."""
    drawn = Drawn(2, instance)

    @drawn.problem(
        dims=ANY,
        minimiser=drawn.x_opt,
        tags=("nonconvex", "smooth", "ill-conditioned", "separable"),
    )
    def ellipsoid(x):
        """The ellipsoid has axes from 1 to 10⁶ with ripples at all scales.

        f = Σ 10^(6(i−1)/(n−1)) zᵢ², z = T_osz(x − x_opt)

        The slope never changes sign along an axis, but the curvature changes with log |zᵢ|, even in sign, and has
        no limit at x_opt; exactly there, the curvature of zᵢ² is used.
        """
        n = x.shape[0]
        z = oscillated(x - along(x, drawn.x_opt(n)))
        return jnp.sum(along(x, 1e6 ** ramp(n)) * z * z, axis=0)

    return ellipsoid
