"""PSGD with Kronecker factors: a learnt preconditioner that whitens the gradient."""

import math

from jax import lax
from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import complement, log, static
from gdbench.variants._linear_algebra import solve_transposed_triangular
from gdbench.variants._maths import bias_correction, norm, product
from gdbench.variants.matrix._factored import clipped


def start(x, hp):
    """Return a zero momentum and identity factors, two for a matrix or one number per coordinate otherwise."""
    del hp
    if x.ndim != 2:
        return jnp.zeros_like(x), jnp.ones_like(x)
    return jnp.zeros_like(x), *(jnp.eye(side, dtype=x.dtype) for side in x.shape)


@variant(
    slots=("momentum", "left", "right"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1e3, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "precond_lr": log(0.1, 1e-2, 0.5),
        "period": static(1),
    },
    source="Li 2015, arXiv:1512.04202; Pooladzandi & Li 2024, arXiv:2402.04553; psgd_jax, kron",
    over="matrix",
    noise=True,
    start=start,
)
def psgd_kron(t, g, x, slots, hp, noise):
    """Multiplies the momentum by learnt factors that make its coordinates uncorrelated and of unit variance.

    M ← β₁ M + (1 − β₁) G,  X ← X − η U / max(1, RMS(U) / 1.1)  with  U = QᵀQ M̂ SᵀS,  M̂ = M / (1 − β₁ᵗ),
    Q ← Q − μ triu(A Aᵀ − B Bᵀ) Q / ‖A Aᵀ + B Bᵀ‖,  S ← S − μ triu(AᵀA − BᵀB) S / ‖AᵀA + BᵀB‖,
    A = Q (M̂ + 2^(−11.5) mean|M̂| N) Sᵀ,  B = Q⁻ᵀ N S⁻¹,  N standard normal

    where η is ``learning_rate``, β₁ is ``b1`` and μ is ``precond_lr``; Q and S are upper triangular, start as
    I, and change every ``period`` steps. `spectral_bound` estimates ‖·‖. Leaves that are not matrices have one
    factor per coordinate, q ← q − μ (a² − b²) q / max(a² + b²).
    """
    del x
    m, *factors = slots
    m = m + hp.one_minus_b1 * (g - m)
    m_hat = m / bias_correction(hp.one_minus_b1, t)

    def learnt(*factors):
        probed = m_hat + math.sqrt(2.0**-23) * jnp.mean(jnp.abs(m_hat)) * noise
        return (_matrix_factors if g.ndim == 2 else _vector_factor)(factors, probed, noise, hp.precond_lr)

    if hp.period == 1:
        factors = learnt(*factors)
    else:
        factors = lax.cond(t % hp.period == 0, learnt, lambda *kept: kept, *factors)
    if g.ndim == 2:
        left, right = (product(q.T, q) for q in factors)
        u = product(product(left, m_hat), right)
    else:
        u = factors[0] ** 2 * m_hat
    return -hp.learning_rate * clipped(u, 1.1), (m, *factors)


def _matrix_factors(factors, probed, noise, rate):
    q, s = factors
    a = product(product(q, probed), s.T)
    b = solve_transposed_triangular(s, solve_transposed_triangular(q, noise).T).T
    sides = (q, product(a, a.T), product(b, b.T)), (s, product(a.T, a), product(b.T, b))
    return tuple(_descended(factor, white, seen, rate) for factor, white, seen in sides)


def _descended(q, white, seen, rate):
    move = product(jnp.triu(white - seen), q)
    return q - rate * move / (spectral_bound(white + seen) + jnp.finfo(q.dtype).tiny)


def _vector_factor(factors, probed, noise, rate):
    (q,) = factors
    a, b = q * probed, noise / q
    largest = jnp.max(a * a + b * b) + jnp.finfo(q.dtype).tiny
    return (q - rate * (a * a - b * b) * q / largest,)


def spectral_bound(s):
    """Return an estimate of a symmetric matrix's largest eigenvalue by two power iterations from its longest column."""
    largest = jnp.max(jnp.abs(s))
    scaled = s / jnp.where(largest > 0, largest, 1.0)
    longest = scaled[:, jnp.argmax(jnp.sum(scaled * scaled, axis=0))]
    y = product(scaled, longest)
    size = norm(y)
    return largest * norm(product(scaled, y / jnp.where(size > 0, size, 1.0)))
