"""COCO's Katsuura function."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.bbob._instance import ROTATED, Drawn
from gdbench.problems.bbob._transforms import outside, turned
from gdbench.problems.coordinates import along
from gdbench.registry import problem_maker


@problem_maker()
def bbob_f23_katsuura(instance=1):
    """Return function 23, the Katsuura function, for one instance."""
    drawn = Drawn(23, instance)

    @drawn.problem(
        dims=ROTATED,
        minimiser=drawn.x_opt,
        tags=("nonconvex", "nonsmooth", "multimodal", "rough"),
    )
    def katsuura(x):
        """Katsuura's function has kinks at 32 scales, about as many as floating-point numbers.

        f = 10/n² (Π (1 + i tᵢ)^(10 / n^1.2) − 1) + penalty

        tᵢ = Σₖ |2^k zᵢ − [2^k zᵢ]| / 2^k, k = 1 … 32, where [·] rounds; z = R Λ Q (x − x_opt), where Λ stretches
        the axes by factors from 1 to 10; the penalty is the squared distance to the box. Each k adds ±1 to the
        gradient, so it tells nothing about a longer step; where 2^k zᵢ is whole, JAX adds +1.
        """
        n = x.shape[0]
        z = turned(drawn.stretch(n, 100.0), x - along(x, drawn.x_opt(n)))
        scales = along(z[None], 2.0 ** np.arange(1, 33))
        t = jnp.sum(jnp.abs(scales * z[None] - jnp.round(scales * z[None])) / scales, axis=0)
        logs = jnp.sum(jnp.log1p(along(x, np.arange(1, n + 1)) * t), axis=0)
        return 10.0 / n**2 * jnp.expm1(10.0 / n**1.2 * logs) + outside(x)

    return katsuura
