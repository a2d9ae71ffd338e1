"""COCO's Lunacek bi-Rastrigin function."""

import math

import numpy as np
from jax import numpy as jnp

from gdbench.problems.bbob._instance import ROTATED, Drawn, normal
from gdbench.problems.bbob._rastrigin import ripples
from gdbench.problems.bbob._transforms import outside, turned
from gdbench.problems.coordinates import along
from gdbench.registry import problem_maker


@problem_maker()
def bbob_f24_lunacek_bi_rastrigin(instance=1):
    """Return function 24, the Lunacek bi-Rastrigin function, for one instance."""
    drawn = Drawn(24, instance)

    def x_opt(n):
        return np.where(normal(drawn.seed, n) < 0.0, -1.25, 1.25)

    @drawn.problem(
        dims=ROTATED,
        minimiser=x_opt,
        tags=("nonconvex", "nonsmooth", "multimodal"),
    )
    def lunacek_bi_rastrigin(x):
        """Lunacek's function has two rippled bowls, of which the wider one is the wrong one.

        f = min(Σ yᵢ², n + s Σ (yᵢ + a)²) + 10 Σ (1 − cos 2π zᵢ) + penalty

        y = 2 (x − x_opt) times the signs of x_opt, z = R Λ Q y, where Λ stretches the axes by factors from 1 to 10;
        s = 1 − ½ / (√(n + 20) − 4.1), a = 2.5 + √(5.25 / s); the penalty is 10⁴ times the squared distance to the
        box. Where the bowls meet, JAX gives the mean of both slopes.
        """
        n = x.shape[0]
        s = 1.0 - 0.5 / (math.sqrt(n + 20.0) - 4.1)
        apart = 2.5 + math.sqrt(5.25 / s)
        y = along(x, 2.0 * np.sign(x_opt(n))) * (x - along(x, x_opt(n)))
        bowls = jnp.minimum(jnp.sum(y * y, axis=0), n + s * jnp.sum((y + apart) ** 2, axis=0))
        return bowls + ripples(turned(drawn.stretch(n, 100.0), y)) + 1e4 * outside(x)

    return lunacek_bi_rastrigin
