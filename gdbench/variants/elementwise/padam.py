"""Padam: partially adaptive momentum."""

from gdbench.registry import variant
from gdbench.types import SpecialCase, complement, linear, log
from gdbench.variants._maths import bias_correction


@variant(
    slots=("first_moment", "second_moment"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1e3, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "power": linear(0.25, 0.01, 0.5),
        "eps": log(1e-8, 1e-12, 1e-2),
    },
    source="Chen et al. 2018, arXiv:1806.06763, algorithm 1 without the maximum of AMSGrad",
    special_cases=(SpecialCase("adam", here={"power": 0.5}),),
    symmetries={"scale": {"power": 0.5, "eps": 0.0}, "sign": {}},
)
def padam(t, g, x, slots, hp):
    """Interpolates between gradient descent and Adam by dividing by a smaller power of the mean square than its root.

    m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,
    x ← x − η m̂ / (v̂^p + ε)  with  m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, p is ``power`` and ε is ``eps``. The paper divides
    by the largest v so far; here v is Adam's mean square, so that p = ½ gives Adam.
    """
    del x
    m, v = slots
    m = m + hp.one_minus_b1 * (g - m)
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * g * g
    m_hat = m / bias_correction(hp.one_minus_b1, t)
    v_hat = v / bias_correction(hp.one_minus_b2, t)
    return -hp.learning_rate * m_hat / (v_hat**hp.power + hp.eps), (m, v)
