"""COCO's Weierstrass function."""

import math

import numpy as np
from jax import numpy as jnp

from gdbench.problems.bbob._instance import ROTATED, Drawn
from gdbench.problems.bbob._transforms import oscillated, outside, turned
from gdbench.problems.coordinates import along
from gdbench.problems.folds import total
from gdbench.problems.trigonometry import sin
from gdbench.registry import problem_maker


@problem_maker()
def bbob_f16_weierstrass(instance=1):
    """Return function 16, the Weierstrass function, for one instance."""
    drawn = Drawn(16, instance)

    @drawn.problem(
        dims=ROTATED,
        minimiser=drawn.x_opt,
        tags=("nonconvex", "nonsmooth", "multimodal", "degenerate", "rough"),
    )
    def weierstrass(x):
        """The Weierstrass function adds up twelve waves of decreasing length and height.

        f = 10 (mean of Σₖ 2^−k (1 − cos 2π 3^k zᵢ))³ + penalty, k = 0 … 11

        z = R Λ Q T_osz(R (x − x_opt)), where Λ shrinks the axes by factors from 1 to 10; the penalty is 10 / n
        times the squared distance to the box. The shortest wave has length 6e-6 and the steepest slope, so the
        gradient tells nothing about a longer step. f has no gradient where a coordinate of R (x − x_opt) is 0; the
        code uses the slope 1 of T_osz there. Near x_opt, f grows like |z|⁶.
        """
        n = x.shape[0]
        z = turned(drawn.stretch(n, 0.01), oscillated(turned(drawn.r(n), x - along(x, drawn.x_opt(n)))))
        turns = along(z[None], 3.0 ** np.arange(12)) * z[None]
        # By 1 − cos 2πt = 2 sin² πt, whole turns can be subtracted first.
        waves = along(z[None], 2.0 ** (1.0 - np.arange(12))) * sin(math.pi * (turns - jnp.round(turns))) ** 2
        return 10.0 * (total(total(waves)) / n) ** 3 + 10.0 / n * outside(x)

    return weierstrass
