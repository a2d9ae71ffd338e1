"""Hartmann's function of six variables."""

from gdbench.problems.multimodal._hartmann import hartmann
from gdbench.registry import problem

SHARPNESS = (
    (10.0, 3.0, 17.0, 3.5, 1.7, 8.0),
    (0.05, 10.0, 17.0, 0.1, 8.0, 14.0),
    (3.0, 3.5, 1.7, 10.0, 17.0, 8.0),
    (17.0, 8.0, 0.05, 10.0, 0.1, 14.0),
)
CENTRES = (
    (0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886),
    (0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991),
    (0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650),
    (0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381),
)


@problem(
    dims=6,
    start=0.5,
    minimiser=(
        *(0.20168951100670543, 0.15001069182345797, 0.476873974221897),
        *(0.2753324304940561, 0.31165161660011326, 0.6573005340656203),
    ),
    minimum=-3.3223680114155147,
    box=(0.0, 1.0),
    tags=("nonconvex", "smooth", "multimodal"),
    source="Hartman 1973, in Dixon & Szegő 1978, Towards Global Optimisation 2; scipy go_benchmark Hartmann6",
)
def hartmann6(x):
    """Hartmann's function has four overlapping pits, two of which keep a minimum.

    f = −Σ cᵢ exp(−Σ aᵢⱼ (xⱼ − pᵢⱼ)²), c = (1, 1.2, 3, 3.2)
    """
    return hartmann(x, SHARPNESS, CENTRES)
