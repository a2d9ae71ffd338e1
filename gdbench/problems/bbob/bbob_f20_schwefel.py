"""COCO's Schwefel function."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.bbob._instance import ANY, Drawn, ramp, uniform
from gdbench.problems.bbob._transforms import root
from gdbench.problems.coordinates import along
from gdbench.problems.folds import total
from gdbench.problems.trigonometry import sin
from gdbench.registry import problem_maker

_ROOT = 20.51752290994169  # √z*, the root of tan r = −r / 2, which maximises r² sin r
_TOP = 418.98288727243371  # r² sin r


@problem_maker()
def bbob_f20_schwefel(instance=1):
    """Return function 20, the Schwefel function, for one instance."""
    drawn = Drawn(20, instance)

    def signs(n):
        return np.where(uniform(drawn.seed, n) < 0.5, -1.0, 1.0)

    def x_opt(n):
        # c equals z* / 100 to ten digits only, so x_opt is the point where wᵢ corrects the rest: y₁ − c = w₁, and
        # so on.
        w = (_ROOT**2 - 420.96874637) / 100.0 / 10.0 ** (0.5 * ramp(n))
        return 0.5 * signs(n) * (4.2096874637 + np.convolve(w, (-0.25) ** np.arange(30))[:n])

    @drawn.problem(
        dims=ANY,
        minimiser=x_opt,
        tags=("nonconvex", "smooth", "multimodal"),
    )
    def schwefel(x):
        """Schwefel's function has its best minimum far from the second best.

        f = 4.189828872724337 − mean zᵢ sin √|zᵢ| / 100 + penalty

        With yᵢ = 2 |xᵢ| on the side of x_opt (else negative) and c = 4.2096874637, z = 100 (c + Λ w),
        wᵢ = yᵢ − c + ¼ (yᵢ₋₁ − c), where Λ stretches the axes by factors from 1 to √10; the penalty is Σ
        max(0, |zᵢ| − 500)² / 100. The slope is continuous, but the curvature is infinite where zᵢ = 0. The code
        uses √zᵢ − √z* to avoid cancellation near x_opt.
        """
        n = x.shape[0]
        y = along(x, 2.0 * signs(n)) * (x - along(x, x_opt(n)))
        w = y + 0.25 * jnp.concatenate([jnp.zeros_like(y[:1]), y[:-1]])
        u = along(x, 100.0 * 10.0 ** (0.5 * ramp(n))) * w
        z = _ROOT**2 + u
        r = root(jnp.abs(z))
        d = u / (r + _ROOT)  # equals r − _ROOT where z > 0
        e = d / _ROOT
        near = (1.0 + e) ** 2 * (2.0 * sin(0.5 * d) ** 2 + 2.0 / _ROOT * sin(d)) - e * (2.0 + e)
        depths = jnp.where(z > 0.0, _TOP * near, _TOP - z * sin(r))
        beyond = jnp.maximum(0.0, jnp.abs(z) - 500.0)
        return 0.01 * (total(depths) / depths.shape[0] + jnp.sum(beyond * beyond, axis=0))

    return schwefel
