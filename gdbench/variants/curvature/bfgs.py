"""BFGS."""

from typing import Any, NamedTuple

from jax import lax
from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import linear, log
from gdbench.variants._maths import norm


class State(NamedTuple):
    """The value and gradient at the current point, the inverse Hessian estimate, and the step length to try next."""

    value: Any
    gradient: Any  # [n]
    inverse: Any  # [n, n]: the estimate H of the inverse Hessian
    length: Any
    updated: Any  # whether H has ever been updated


def init(x, oracle, hp, key):
    """Evaluate the starting point; the first trial step has a length of at most 1."""
    del hp, key
    f, g = oracle.value_and_grad(x)
    return State(f, g, jnp.eye(x.size, dtype=x.dtype), 1.0 / jnp.maximum(1.0, norm(g)), jnp.zeros((), bool))


@variant(
    hyperparameters={
        "c1": log(1e-4, 1e-6, 0.5),
        "shrink": linear(0.5, 0.1, 0.9, tuned=True),
    },
    source="Broyden, Fletcher, Goldfarb & Shanno 1970; Nocedal & Wright 2006, section 6.1",
    init=init,
    max_dim=256,
    charges=lambda t, hp, share: {"gradients": share},
    descends=True,
)
def bfgs(t, x, state, oracle, hp, key):
    """Takes quasi-Newton steps with an inverse Hessian built from differences of gradients, and a line search.

    d = −H g, y = x + α d;  if f(y) ≤ f(x) + c₁ α gᵀd:  x ← y, α ← 1, H as in `refined`;  else  α ← ρ α

    where c₁ is ``c1`` and ρ is ``shrink``. H starts as the identity, and is reset to it where d is not a
    descent direction; α starts at 1 / max(1, ‖g‖). A point whose value or gradient is not finite is rejected.
    Every step costs one value and gradient, accepted or not.
    """
    del t, key
    f, g, h, alpha, updated = state
    d = -times(h, g)
    descends = jnp.sum(g * d) < 0
    d = jnp.where(descends, d, -g)
    h = jnp.where(descends, h, jnp.eye(x.size, dtype=x.dtype))
    y = x + alpha * d
    f_y, g_y = oracle.value_and_grad(y)
    finite = jnp.isfinite(f_y) & jnp.all(jnp.isfinite(g_y))
    accept = finite & (f_y <= f + hp.c1 * jnp.sum(g * (alpha * d)))
    h_y, curved = refined(h, y - x, g_y - g, updated)
    new = State(
        jnp.where(accept, f_y, f),
        jnp.where(accept, g_y, g),
        jnp.where(accept, h_y, h),
        jnp.where(accept, 1.0, hp.shrink * alpha),
        updated | (accept & curved),
    )
    return jnp.where(accept, y, x), new


def refined(h, s, v, updated):
    """Return H updated by a step s and the change v of the gradient along it, and whether the pair was used.

    H ← (I − ϱ s vᵀ) H (I − ϱ v sᵀ) + ϱ s sᵀ  with  ϱ = 1 / sᵀv, from H = (sᵀv / vᵀv) I at the first update

    The update is made only if sᵀv > 10⁻¹⁰ ‖s‖ ‖v‖, which keeps H positive definite. The product is expanded so
    that no two matrices are multiplied.
    """
    sv, length = jnp.sum(s * v), norm(v)
    curved = sv > 1e-10 * norm(s) * length
    sv, length = jnp.where(curved, sv, 1.0), jnp.where(curved, length, 1.0)
    base = jnp.where(updated, h, (sv / length / length) * jnp.eye(s.size, dtype=s.dtype))
    hv, r = times(base, v), s / sv
    new = base + (1.0 + jnp.sum(v * hv) / sv) * jnp.outer(r, s) - jnp.outer(hv, r) - jnp.outer(r, hv)
    return jnp.where(curved, new, h), curved


def times(h, v):
    """Return the matrix times the vector in full precision, because accelerators round the inputs by default."""
    return jnp.matmul(h, v, precision=lax.Precision.HIGHEST)
