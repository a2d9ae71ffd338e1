"""COCO's attractive sector."""

from jax import numpy as jnp

from gdbench.problems.bbob._instance import ROTATED, Drawn
from gdbench.problems.bbob._transforms import oscillated, turned
from gdbench.problems.coordinates import along
from gdbench.registry import problem_maker


@problem_maker()
def bbob_f06_attractive_sector(instance=1):
    """Return function 6, the attractive sector, for one instance."""
    drawn = Drawn(6, instance)

    @drawn.problem(
        dims=ROTATED,
        minimiser=drawn.x_opt,
        tags=("nonconvex", "smooth"),
    )
    def attractive_sector(x):
        """The attractive sector is low in one orthant of z and a hundred times steeper elsewhere.

        f = T_osz(Σ (sᵢ zᵢ)²)^0.9

        z = R Λ Q (x − x_opt), where Λ stretches the axes by factors from 1 to √10; sᵢ is 100 where zᵢ and the i-th
        coordinate of x_opt have the same sign, else 1. The slope is continuous and 0 at x_opt, but the curvature
        grows without bound on the way there, like |z|^−0.2.
        """
        n, x_opt = x.shape[0], along(x, drawn.x_opt(x.shape[0]))
        z = turned(drawn.stretch(n, 10.0), x - x_opt)
        y = oscillated(jnp.sum(jnp.where(x_opt * z > 0.0, 1e4, 1.0) * z * z, axis=0))
        away = y >= jnp.finfo(x.dtype).tiny
        return jnp.where(away, jnp.where(away, y, 1.0) ** 0.9, 0.0)

    return attractive_sector
