"""Hartmann's function of three variables."""

from gdbench.problems.multimodal._hartmann import hartmann
from gdbench.registry import problem

SHARPNESS = ((3.0, 10.0, 30.0), (0.1, 10.0, 35.0), (3.0, 10.0, 30.0), (0.1, 10.0, 35.0))
CENTRES = (
    (0.3689, 0.1170, 0.2673),
    (0.4699, 0.4387, 0.7470),
    (0.1091, 0.8732, 0.5547),
    (0.0381, 0.5743, 0.8828),  # go_benchmark has 0.03815 here, which moves f* by 2·10⁻⁶
)


@problem(
    dims=3,
    start=0.5,
    minimiser=(0.11458887665506896, 0.55564889461693, 0.8525469846866774),
    minimum=-3.8627797873326624,
    box=(0.0, 1.0),
    tags=("nonconvex", "smooth", "multimodal", "ill-conditioned"),
    source="Hartman 1973, in Dixon & Szegő 1978, Towards Global Optimisation 2",
)
def hartmann3(x):
    """Hartmann's function has four overlapping pits, three of which keep a minimum.

    f = −Σ cᵢ exp(−Σ aᵢⱼ (xⱼ − pᵢⱼ)²), c = (1, 1.2, 3, 3.2)

    At the minimiser, f hardly depends on x₁.
    """
    return hartmann(x, SHARPNESS, CENTRES)
