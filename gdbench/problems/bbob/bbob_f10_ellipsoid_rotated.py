"""COCO's rotated ellipsoid."""

from jax import numpy as jnp

from gdbench.problems.bbob._instance import ROTATED, Drawn, ramp
from gdbench.problems.bbob._transforms import oscillated, turned
from gdbench.problems.coordinates import along
from gdbench.registry import problem_maker


@problem_maker()
def bbob_f10_ellipsoid_rotated(instance=1):
    """Return function 10, the rotated ellipsoid, for one instance."""
    drawn = Drawn(10, instance)

    @drawn.problem(
        dims=ROTATED,
        minimiser=drawn.x_opt,
        tags=("nonconvex", "smooth", "ill-conditioned"),
    )
    def ellipsoid_rotated(x):
        """The rotated ellipsoid is function 2 in rotated coordinates.

        f = Σ 10^(6(i−1)/(n−1)) zᵢ², z = T_osz(R (x − x_opt))

        Step sizes per coordinate do not help. The curvature has no limit at x_opt; exactly there, the curvature of
        zᵢ² is used.
        """
        n = x.shape[0]
        z = oscillated(turned(drawn.r(n), x - along(x, drawn.x_opt(n))))
        return jnp.sum(along(x, 1e6 ** ramp(n)) * z * z, axis=0)

    return ellipsoid_rotated
