"""Sisser's quartic."""

from gdbench.registry import problem


@problem(
    dims=2,
    start=(1.0, 0.1),
    minimiser=0.0,
    minimum=0.0,
    tags=("nonconvex", "smooth", "degenerate"),
    source="CUTEst SISSER2; Sisser 1981, Math. Program. 20:110; Buckley 1989, TR 1989CS-3, problem 216",
)
def sisser(x):
    """Sisser's function is a quartic form that is flat at its minimum: f = 3x₁⁴ − 2x₁²x₂² + 3x₂⁴.

    The Hessian is 0 at the minimiser and indefinite on both axes, so the form is positive but not convex. The first
    version of the problem in CUTEst has +2 instead of −2.
    """
    p, q = x[0] ** 2, x[1] ** 2
    return 3.0 * p**2 - 2.0 * p * q + 3.0 * q**2
