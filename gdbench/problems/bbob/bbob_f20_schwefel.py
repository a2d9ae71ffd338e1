"""COCO's Schwefel function."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.bbob._instance import ANY, Drawn, ramp, uniform
from gdbench.problems.bbob._transforms import root
from gdbench.problems.coordinates import along
from gdbench.registry import problem_maker

_PEAK = 20.51752290994169  # tan r = −r / 2: r² sin r is largest there
_TOP = 418.98288727243371


@problem_maker()
def bbob_f20_schwefel(instance=1):
    """Return function 20, the Schwefel function, for one instance."""
    drawn = Drawn(20, instance)

    def signs(n):
        return np.where(uniform(drawn.seed, n) < 0.5, -1.0, 1.0)

    def x_opt(n):
        # 2 |x_opt| would be 4.2096874637, were that exactly _PEAK² / 100: what is missing goes to each zᵢ in turn.
        missing = (_PEAK**2 - 420.96874637) / 100.0 / 10.0 ** (0.5 * ramp(n))
        doubled = np.empty(n)
        before = 0.0
        for i in range(n):
            doubled[i] = before = missing[i] - 0.25 * before
        return 0.5 * signs(n) * (4.2096874637 + doubled)

    @drawn.problem(
        dims=ANY,
        minimiser=x_opt,
        tags=("nonconvex", "smooth", "multimodal"),
    )
    def schwefel(x):
        """The best minimum is far from the second best: f = 4.189828872724337 − mean zᵢ sin √|zᵢ| / 100 + penalty.

        With ẑᵢ = 2 sᵢ xᵢ, sᵢ = ±1 and c = 4.2096874637: z = 100 (c + Λ w), wᵢ = ẑᵢ − c + ¼ (ẑᵢ₋₁ − c), where Λ stretches
        the axes by 1 … √10; the penalty is Σ max(0, |zᵢ| − 500)² / 100. The slope is continuous, the curvature is infinite
        where zᵢ = 0. In terms of √zᵢ − _PEAK, the value keeps its digits near x_opt.
        """
        n = x.shape[0]
        y = along(x, 2.0 * signs(n)) * (x - along(x, x_opt(n)))
        w = y + 0.25 * jnp.concatenate([jnp.zeros_like(y[:1]), y[:-1]])
        u = along(x, 100.0 * 10.0 ** (0.5 * ramp(n))) * w
        z = _PEAK**2 + u
        r = root(jnp.abs(z))
        d = u / (r + _PEAK)  # r − _PEAK, where z > 0
        e = d / _PEAK
        near = (1.0 + e) ** 2 * (2.0 * jnp.sin(0.5 * d) ** 2 + 2.0 / _PEAK * jnp.sin(d)) - e * (2.0 + e)
        depths = jnp.where(z > 0.0, _TOP * near, _TOP - z * jnp.sin(r))
        beyond = jnp.maximum(0.0, jnp.abs(z) - 500.0)
        return 0.01 * (jnp.mean(depths, axis=0) + jnp.sum(beyond * beyond, axis=0))

    return schwefel
