"""COCO's sharp ridge."""

from jax import numpy as jnp

from gdbench.problems.bbob._instance import ROTATED, Drawn
from gdbench.problems.bbob._transforms import root, turned
from gdbench.problems.coordinates import along
from gdbench.registry import problem_maker


@problem_maker()
def bbob_f13_sharp_ridge(instance=1):
    """Return function 13, the sharp ridge, for one instance."""
    drawn = Drawn(13, instance)

    @drawn.problem(
        dims=ROTATED,
        minimiser=drawn.x_opt,
        tags=("convex", "nonsmooth"),
    )
    def sharp_ridge(x):
        """The sharp ridge is a gutter with a kink along its floor, which falls gently: f = z₁² + 100 √(Σ_{i>1} zᵢ²).

        z = R Λ Q (x − x_opt), where Λ stretches the axes by factors from 1 to √10. On the floor the code takes the
        slope of the root as 0, which is a subgradient: exactly there, the gradient points along the floor; anywhere
        else the steps cross from wall to wall.
        """
        n = x.shape[0]
        z = turned(drawn.stretch(n, 10.0), x - along(x, drawn.x_opt(n)))
        return z[0] ** 2 + 100.0 * root(jnp.sum(z[1:] ** 2, axis=0))

    return sharp_ridge
