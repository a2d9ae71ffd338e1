"""Chebyshev quadrature with seven nodes."""

import numpy as np

from gdbench.problems.mgh._chebyquad import chebyquad
from gdbench.registry import problem

_NODES = (
    0.05806914962097548,
    0.2351716123574216,
    0.3380440947400462,
    0.5,
    0.6619559052599538,
    0.7648283876425784,
    0.9419308503790245,
)


@problem(
    dims=7,
    start=np.arange(1, 8) / 8,
    minimiser=_NODES,
    minimum=0.0,
    residuals=True,
    tags=("nonconvex", "smooth", "multimodal", "ill-conditioned"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 35 with n = 7; Fletcher 1965",
)
def mgh35_chebyquad7(x):
    """Chebyshev quadrature seeks nodes at which the mean of a polynomial is its integral over [0, 1]: f = Σ rᵢ².

    rᵢ = (1/n) Σⱼ Tᵢ(2xⱼ − 1) − ∫₀¹ Tᵢ(2t − 1) dt with the Chebyshev polynomials T₁ … Tₙ. The equations are solvable
    exactly with the nodes in any order, which gives 7! minimisers; the ascending one is listed.
    """
    return chebyquad(x)
