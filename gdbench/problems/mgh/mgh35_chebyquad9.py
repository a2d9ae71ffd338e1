"""Chebyshev quadrature with nine nodes."""

import numpy as np

from gdbench.problems.mgh._chebyquad import chebyquad
from gdbench.registry import problem

_NODES = (
    0.19949067230988096,
    0.76438089152894,
    0.5,
    0.9557946538642172,
    0.416046907892598,
    0.044205346135782767,
    0.23561910847106,
    0.583953092107402,
    0.8005093276901191,
)


@problem(
    dims=9,
    start=np.arange(1, 10) / 10,
    minimiser=[_NODES, sorted(_NODES)],
    minimum=0.0,
    residuals=True,
    tags=("nonconvex", "smooth", "multimodal", "ill-conditioned"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 35 with n = 9; Fletcher 1965",
)
def mgh35_chebyquad9(x):
    """Chebyshev quadrature seeks nodes at which the mean of a polynomial is its integral over [0, 1]: f = Σ rᵢ².

    rᵢ = (1/n) Σⱼ Tᵢ(2xⱼ − 1) − ∫₀¹ Tᵢ(2t − 1) dt with the Chebyshev polynomials T₁ … Tₙ. The equations are solvable
    exactly with the nodes in any order; a point that a run found and the ascending one, which keeps the order of
    the start, are listed.
    """
    return chebyquad(x)
