"""COCO's Büche-Rastrigin function."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.bbob._instance import ANY, Drawn, ramp
from gdbench.problems.bbob._rastrigin import rastrigin
from gdbench.problems.bbob._transforms import oscillated, outside
from gdbench.problems.coordinates import along
from gdbench.registry import problem_maker


@problem_maker()
def bbob_f04_bueche_rastrigin(instance=1):
    """Return function 4, the Büche-Rastrigin function, for one instance."""
    drawn = Drawn(4, instance)

    def x_opt(n):
        return np.where(np.arange(n) % 2 == 0, np.abs(drawn.x_opt(n)), drawn.x_opt(n))

    @drawn.problem(
        dims=ANY,
        minimiser=x_opt,
        tags=("nonconvex", "smooth", "multimodal", "separable"),
    )
    def bueche_rastrigin(x):
        """The Büche-Rastrigin function has ten times more minima on one side of every other axis.

        f = Σ zᵢ² + 10 (1 − cos 2π zᵢ) + penalty

        zᵢ = sᵢ T_osz(xᵢ − x_opt,ᵢ) with sᵢ = √10^((i−1)/(n−1)), times 10 for odd i and zᵢ > 0. The penalty is 100
        times the squared distance to the box. The slope is continuous, but the curvature is not.
        """
        n = x.shape[0]
        z = along(x, 10.0 ** (0.5 * ramp(n))) * oscillated(x - along(x, x_opt(n)))
        odd = along(x, np.where(np.arange(n) % 2 == 0, 10.0, 1.0))
        return rastrigin(jnp.where(z > 0.0, odd * z, z)) + 100.0 * outside(x)

    return bueche_rastrigin
