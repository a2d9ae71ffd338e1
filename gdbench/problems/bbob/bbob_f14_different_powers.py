"""COCO's sum of different powers."""

from jax import numpy as jnp

from gdbench.problems.bbob._instance import ROTATED, Drawn, ramp
from gdbench.problems.bbob._transforms import root, turned
from gdbench.problems.coordinates import along
from gdbench.registry import problem_maker


@problem_maker()
def bbob_f14_different_powers(instance=1):
    """Return function 14, the sum of different powers, for one instance."""
    drawn = Drawn(14, instance)

    @drawn.problem(
        dims=ROTATED,
        minimiser=drawn.x_opt,
        tags=("convex", "nonsmooth"),
    )
    def different_powers(x):
        """The sum of different powers has more unequal axes the nearer x is to x_opt.

        f = √(Σ |zᵢ|^(2 + 4(i−1)/(n−1))), z = R (x − x_opt)

        At x_opt the function has a kink along z₁ and is flat like |zₙ|³ along zₙ. The gradient at x_opt is the
        subgradient 0.
        """
        n = x.shape[0]
        z = turned(drawn.r(n), x - along(x, drawn.x_opt(n)))
        return root(jnp.sum(jnp.abs(z) ** along(x, 2.0 + 4.0 * ramp(n)), axis=0))

    return different_powers
