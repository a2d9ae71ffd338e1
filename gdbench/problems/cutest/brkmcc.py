"""A penalty function of Bracken and McCormick."""

from gdbench.registry import problem


@problem(
    dims=2,
    start=2.0,
    minimiser=(1.7954028495548118, 1.3778597780529329),
    minimum=0.16904267919645035,
    # The collection gives no box; this box excludes the ellipse.
    box=(1.0, 5.0),
    tags=("nonconvex", "smooth", "pole", "unbounded"),
    source="CUTEst BRKMCC; Bracken & McCormick 1968; Buckley 1989, Dalhousie TR 1989CS-3, problem 85",
)
def brkmcc(x):
    """Bracken and McCormick's function is a quadratic bowl with a pole on an ellipse.

    f = (x₁ − 2)² + (x₂ − 1)² + 0.04 / e + 5 (x₁ − 2x₂ + 1)²

    e = 1 − x₁²/4 − x₂². Where e = 0 the value is infinite. Towards the ellipse from outside it falls to −∞, so the
    minimum is only local.
    """
    ellipse = 1.0 - 0.25 * x[0] ** 2 - x[1] ** 2
    return (x[0] - 2.0) ** 2 + (x[1] - 1.0) ** 2 + 0.04 / ellipse + 5.0 * (x[0] - 2.0 * x[1] + 1.0) ** 2
