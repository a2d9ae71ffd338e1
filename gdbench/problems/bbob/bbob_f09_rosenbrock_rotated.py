"""COCO's rotated Rosenbrock function."""

from jax import numpy as jnp

from gdbench.problems.bbob._instance import ROTATED, Drawn
from gdbench.problems.bbob._rosenbrock import factor, minimiser, terms
from gdbench.problems.bbob._transforms import turned
from gdbench.problems.coordinates import along
from gdbench.registry import problem_maker


@problem_maker()
def bbob_f09_rosenbrock_rotated(instance=1):
    """Return function 9, the rotated Rosenbrock function, for one instance."""
    drawn = Drawn(9, instance)

    def x_opt(n):
        return minimiser(drawn.q(n))

    @drawn.problem(
        dims=ROTATED,
        minimiser=x_opt,
        tags=("nonconvex", "smooth", "valley", "ill-conditioned"),
    )
    def rosenbrock_rotated(x):
        """The rotated Rosenbrock function is a winding valley across all axes.

        f = Σ_{i<n} 100 (zᵢ² − zᵢ₊₁)² + (zᵢ − 1)², z = ½ + max(1, √n / 8) Q x

        x_opt is the point with z = (1, …, 1). The code uses z − 1, a multiple of Q (x − x_opt), to avoid
        cancellation there.
        """
        n = x.shape[0]
        return jnp.sum(terms(factor(n) * turned(drawn.q(n), x - along(x, x_opt(n)))), axis=0)

    return rosenbrock_rotated
