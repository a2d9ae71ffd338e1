"""SOAP: Adam in the eigenbasis of Shampoo."""

from jax import lax
from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import complement, linear, log, static
from gdbench.variants._linear_algebra import eigh, orthonormal
from gdbench.variants._maths import bias_correction, product


def start(x, hp):
    """Return zero moments and, for both sides of a matrix, zero products and the identity as basis."""
    del hp
    moments = jnp.zeros_like(x), jnp.zeros_like(x)
    if x.ndim != 2:
        return moments
    bases = [jnp.eye(side, dtype=x.dtype) for side in x.shape]
    return *moments, *map(jnp.zeros_like, bases), *bases


@variant(
    slots=("first_moment", "second_moment", "left", "right", "left_basis", "right_basis"),
    hyperparameters={
        "learning_rate": log(3e-3, 1e-5, 1e3, tuned=True),
        "b1": complement(0.95, 1e-2, 1.0, tuned=True),
        "b2": complement(0.95, 1e-3, 0.3),
        "shampoo_beta": complement(0.95, 1e-3, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
        "weight_decay": linear(0.0, 0.0, 1e-1),
        "precondition_frequency": static(10),
    },
    source="Vyas et al. 2024, arXiv:2409.11321, algorithm 3, and the authors' code",
    over="matrix",
    start=start,
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
    agreement=1e-11,
)
def soap(t, g, x, slots, hp):
    """Runs Adam on a matrix's gradient in slowly changing bases of its rows and columns.

    L ← β L + (1 − β) G Gᵀ,  R ← β R + (1 − β) Gᵀ G,  with bases Q, S of their eigenvectors,
    M ← β₁ M + (1 − β₁) G,  V ← β₂ V + (1 − β₂) (Qᵀ G S)²,
    Y = X − η √(1 − β₂ˢ) / (1 − β₁ˢ) · Q (Qᵀ M S / (√V + ε)) Sᵀ,  X ← (1 − η λ) Y,  s = t − 1

    where η is ``learning_rate``, β is ``shampoo_beta``, β₁ is ``b1``, β₂ is ``b2``, ε is ``eps`` and λ is
    ``weight_decay``. The first step only finds L, R and the bases. Every ``precondition_frequency`` steps the
    bases are sorted by their eigenvalue estimates and refined by one power iteration, and V is sorted with
    them. Leaves that are not matrices keep their coordinates and also start at the second step.

    Without noise the second gradient equals the first, which is diagonal in its own bases up to rounding. The
    division by ε = 10⁻⁸ turns that rounding into η 10⁻⁸, so over 200 steps two implementations agree to 10⁻⁹ in
    float64.
    """
    if g.ndim != 2:
        m, v, n = _moved(g, slots[0], slots[1], hp)
        m, v = (jnp.where(t > 1, new, old) for new, old in zip((m, v), slots, strict=True))
        return jnp.where(t > 1, _step(t, n, x, hp), 0.0), (m, v)
    return lax.cond(t == 1, lambda: _first(g, slots, hp), lambda: _later(t, g, x, slots, hp))


def _first(g, slots, hp):
    left, right = hp.one_minus_shampoo_beta * product(g, g.T), hp.one_minus_shampoo_beta * product(g.T, g)
    certain = min(g.shape)
    bases = _eigenbasis(left, certain), _eigenbasis(right, certain)
    return jnp.zeros_like(g), (slots[0], slots[1], left, right, *bases)


def _later(t, g, x, slots, hp):
    m, v, left, right, q, s = slots
    m, v, n = _moved(g, m, v, hp, q, s)
    left = left + hp.one_minus_shampoo_beta * (product(g, g.T) - left)
    right = right + hp.one_minus_shampoo_beta * (product(g.T, g) - right)
    due = (t - 1) % hp.precondition_frequency == 0
    v, q, s = lax.cond(due, lambda: _refined(v, left, right, q, s), lambda: (v, q, s))
    return _step(t, n, x, hp), (m, v, left, right, q, s)


def _moved(g, m, v, hp, *bases):
    """Return new moments and M / (√V + ε), with V and the quotient in the coordinates of the bases."""
    m = m + hp.one_minus_b1 * (g - m)
    seen = _turned(g, *bases)
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * seen * seen
    n = _turned(m, *bases) / (jnp.sqrt(v) + hp.eps)
    return m, v, _turned(n, *(basis.T for basis in bases))


def _turned(a, *bases):
    """Return Qᵀ A S, or A itself if there are no bases."""
    return product(product(bases[0].T, a), bases[1]) if bases else a


def _step(t, n, x, hp):
    s = jnp.maximum(t - 1, 1)
    rate = hp.learning_rate * jnp.sqrt(bias_correction(hp.one_minus_b2, s)) / bias_correction(hp.one_minus_b1, s)
    return -rate * n - hp.learning_rate * hp.weight_decay * (x - rate * n)


def _eigenbasis(a, certain):
    """Return the eigenvectors of the largest eigenvalues, completed to a basis with unit vectors.

    The other eigenvalues of the first product are zero, so their eigenvectors are arbitrary.
    """
    vectors = eigh(a)[1][:, ::-1][:, :certain]
    side = a.shape[0]
    if certain == side:
        return vectors
    units = jnp.eye(side, side - certain, dtype=a.dtype)
    return orthonormal(jnp.concatenate([vectors, units], axis=1))


def _refined(v, left, right, q, s):
    q, rows = _power_iteration(left, q)
    s, columns = _power_iteration(right, s)
    return v[rows][:, columns], q, s


def _power_iteration(a, basis):
    """Return an orthonormal basis of A times the basis, sorted by vᵀ A v, and the sorting order."""
    image = product(a, basis)
    order = jnp.argsort(-jnp.sum(basis * image, axis=0))
    return orthonormal(image[:, order]), order
