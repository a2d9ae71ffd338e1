"""COCO's bent cigar."""

from jax import numpy as jnp

from gdbench.problems.bbob._instance import ROTATED, Drawn, point
from gdbench.problems.bbob._transforms import bent, turned
from gdbench.problems.coordinates import along
from gdbench.registry import problem_maker


@problem_maker()
def bbob_f12_bent_cigar(instance=1):
    """Return function 12, the bent cigar, for one instance."""
    drawn = Drawn(12, instance)

    def x_opt(n):
        return point(drawn.seed + 1_000_000, n)

    @drawn.problem(
        dims=ROTATED,
        minimiser=x_opt,
        tags=("nonconvex", "smooth", "valley", "ill-conditioned"),
    )
    def bent_cigar(x):
        """The bent cigar has one direction, along a curve, that is a million times softer than all others.

        f = z₁² + 10⁶ Σ_{i>1} zᵢ²

        z = R T_asy(R (x − x_opt)), β = 0.5, which bends the ridge far from x_opt.
        """
        rotation = drawn.r(x.shape[0])
        z = turned(rotation, bent(turned(rotation, x - along(x, x_opt(x.shape[0]))), 0.5))
        return z[0] ** 2 + 1e6 * jnp.sum(z[1:] ** 2, axis=0)

    return bent_cigar
