"""COCO's Rosenbrock function."""

from jax import numpy as jnp

from gdbench.problems.bbob._instance import ANY, Drawn
from gdbench.problems.bbob._rosenbrock import factor, terms
from gdbench.problems.coordinates import along
from gdbench.registry import problem_maker


@problem_maker()
def bbob_f08_rosenbrock(instance=1):
    """Return function 8, the Rosenbrock function, for one instance."""
    drawn = Drawn(8, instance)

    def x_opt(n):
        return 0.75 * drawn.x_opt(n)

    @drawn.problem(
        dims=ANY,
        minimiser=x_opt,
        tags=("nonconvex", "smooth", "valley", "ill-conditioned"),
    )
    def rosenbrock(x):
        """Rosenbrock's function is a winding valley.

        f = Σ_{i<n} 100 (zᵢ² − zᵢ₊₁)² + (zᵢ − 1)², z = 1 + max(1, √n / 8) (x − x_opt)

        For n ≥ 4 there is a second minimum, which attracts a part of the runs.
        """
        n = x.shape[0]
        return jnp.sum(terms(factor(n) * (x - along(x, x_opt(n)))), axis=0)

    return rosenbrock
