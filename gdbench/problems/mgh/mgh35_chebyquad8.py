"""Chebyshev quadrature with eight nodes."""

import numpy as np

from gdbench.problems.mgh._chebyquad import chebyquad
from gdbench.registry import problem

_NODES = (
    0.8069091596158139,
    0.04315276015101663,
    0.26632870689027294,
    0.1930908403841861,
    0.9568472398489833,
    0.7336712931097271,
    0.5,
    0.5,
)


@problem(
    dims=8,
    start=np.arange(1, 9) / 9,
    minimiser=[_NODES, sorted(_NODES)],
    minimum=0.0035168737256779316,
    residuals=True,
    tags=("nonconvex", "smooth", "multimodal"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 35 with n = 8; Fletcher 1965",
)
def mgh35_chebyquad8(x):
    """Chebyshev quadrature seeks nodes at which the mean of a polynomial is its integral over [0, 1]: f = Σ rᵢ².

    rᵢ = (1/n) Σⱼ Tᵢ(2xⱼ − 1) − ∫₀¹ Tᵢ(2t − 1) dt with the Chebyshev polynomials T₁ … Tₙ. The equations are not
    solvable: at the best point two nodes coincide. Every order of the nodes is a minimiser; a point that a run
    found and the ascending one, which keeps the order of the start, are listed.
    """
    return chebyquad(x)
