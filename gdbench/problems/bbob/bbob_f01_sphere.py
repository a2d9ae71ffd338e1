"""COCO's sphere."""

from jax import numpy as jnp

from gdbench.problems.bbob._instance import ANY, Drawn
from gdbench.problems.coordinates import along
from gdbench.registry import problem_maker


@problem_maker()
def bbob_f01_sphere(instance=1):
    """Return function 1, the sphere, for one instance."""
    drawn = Drawn(1, instance)

    @drawn.problem(
        dims=ANY,
        minimiser=drawn.x_opt,
        tags=("convex", "strongly-convex", "smooth", "separable", "quadratic"),
        lipschitz=2.0,
        strong_convexity=2.0,
    )
    def sphere(x):
        """The sphere is the easiest function, here with its minimiser off the origin: f = |x − x_opt|²."""
        return jnp.sum((x - along(x, drawn.x_opt(x.shape[0]))) ** 2, axis=0)

    return sphere
