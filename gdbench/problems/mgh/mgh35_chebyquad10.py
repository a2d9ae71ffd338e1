"""Chebyshev quadrature with ten nodes."""

import numpy as np

from gdbench.problems.mgh._chebyquad import chebyquad
from gdbench.registry import problem

_NODES = (
    0.20018919846138622,
    0.032993373018074465,
    0.7135658474159999,
    0.38326166496125497,
    0.5292494771334065,
    0.15514535775907337,
    0.38326166496125497,
    0.6403535493710659,
    0.8284818230519073,
    0.9252518337853975,
)


@problem(
    dims=10,
    start=np.arange(1, 11) / 11,
    minimiser=[_NODES, sorted(_NODES), sorted(1.0 - node for node in _NODES)],
    minimum=0.004772713696375349,
    residuals=True,
    tags=("nonconvex", "smooth", "multimodal", "ill-conditioned"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 35 with n = 10; Fletcher 1965",
)
def mgh35_chebyquad10(x):
    """Chebyshev quadrature seeks nodes at which the mean of a polynomial is its integral over [0, 1]: f = Σ rᵢ².

    rᵢ = (1/n) Σⱼ Tᵢ(2xⱼ − 1) − ∫₀¹ Tᵢ(2t − 1) dt with the Chebyshev polynomials T₁ … Tₙ. The equations are not
    solvable: at the best point two nodes coincide, and there are worse local minima (f ≈ 0.0065, 0.0095). Every
    order of the nodes and every mirror image 1 − x is a minimiser; a point that a run found and two points in
    ascending order are listed.
    """
    return chebyquad(x)
