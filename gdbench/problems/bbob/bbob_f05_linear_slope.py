"""COCO's linear slope."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.bbob._instance import ANY, Drawn, ramp
from gdbench.problems.coordinates import along
from gdbench.registry import problem_maker


@problem_maker()
def bbob_f05_linear_slope(instance=1):
    """Return function 5, the linear slope, for one instance."""
    drawn = Drawn(5, instance)

    def x_opt(n):
        return np.where(drawn.x_opt(n) < 0.0, -5.0, 5.0)

    @drawn.problem(
        dims=ANY,
        minimiser=x_opt,
        tags=("convex", "nonsmooth", "separable", "flat", "box-minimum"),
    )
    def linear_slope(x):
        """The linear slope falls to a corner of the box and is level beyond it.

        f = Σ 10^((i−1)/(n−1)) max(0, 5 − sᵢ xᵢ), sᵢ = ±1

        Longer steps are always better. On the faces of the corner, JAX gives half the slope.
        """
        n = x.shape[0]
        left = jnp.maximum(0.0, 5.0 - along(x, np.sign(x_opt(n))) * x)
        return jnp.sum(along(x, 10.0 ** ramp(n)) * left, axis=0)

    return linear_slope
