"""COCO's step ellipsoid."""

from jax import numpy as jnp

from gdbench.problems.bbob._instance import ROTATED, Drawn, ramp
from gdbench.problems.bbob._transforms import outside, turned
from gdbench.problems.coordinates import along
from gdbench.registry import problem_maker


@problem_maker()
def bbob_f07_step_ellipsoid(instance=1):
    """Return function 7, the step ellipsoid, for one instance."""
    drawn = Drawn(7, instance)

    @drawn.problem(
        dims=ROTATED,
        minimiser=drawn.x_opt,
        tags=("nonconvex", "nonsmooth", "flat", "rough"),
    )
    def step_ellipsoid(x):
        """The step ellipsoid consists of plateaus, so its gradient is 0 almost everywhere.

        f = 0.1 max(|y₁| / 10⁴, Σ 10^(2(i−1)/(n−1)) zᵢ²) + penalty

        y = Λ Q (x − x_opt), where Λ stretches the axes by factors from 1 to √10. Rounding y to whole numbers beyond
        ±½ and to tenths within, and rotating it by R, gives z. The penalty is the squared distance to the box. Only
        the last plateau around x_opt, where JAX takes the slope of |y₁| as +1 at 0, and the outside of the box have
        a slope.
        """
        n = x.shape[0]
        fine = along(x, 10.0 ** (0.5 * ramp(n))) * turned(drawn.q(n), x - along(x, drawn.x_opt(n)))
        whole, tenths = jnp.floor(fine + 0.5), jnp.floor(10.0 * fine + 0.5) / 10.0
        z = turned(drawn.r(n), jnp.where(jnp.abs(fine) > 0.5, whole, tenths))
        steps = jnp.sum(along(x, 100.0 ** ramp(n)) * z * z, axis=0)
        return 0.1 * jnp.maximum(1e-4 * jnp.abs(fine[0]), steps) + outside(x)

    return step_ellipsoid
