"""COCO's function of 101 Gaussian peaks."""

from gdbench.problems.bbob._gallagher import Peaks, gallagher
from gdbench.problems.bbob._instance import ROTATED, Drawn
from gdbench.registry import problem_maker


@problem_maker()
def bbob_f21_gallagher_101(instance=1):
    """Return function 21, Gallagher's 101 peaks, for one instance."""
    drawn = Drawn(21, instance)
    peaks = Peaks(drawn.seed, 101, first=1000.0**0.5, reach=5.0)

    @drawn.problem(
        dims=ROTATED,
        minimiser=peaks.x_opt,
        tags=("nonconvex", "nonsmooth", "multimodal", "degenerate", "flat"),
    )
    def gallagher_peaks(x):
        """Gallagher's function has 101 pits at random places, one of them the deepest.

        f = T_osz(10 − max hₖ exp(−qₖ / 2n))² + penalty

        qₖ is a quadratic form around the k-th centre with its own condition number of up to 1000; h₁ = 10, and the
        other heights are 1.1 … 9.1; the penalty is the squared distance to the box. Between the pits, f is nearly
        level at about 80; at x_opt it is flat like |x − x_opt|⁴. Where two pits meet, the gradient is that of one
        of them.
        """
        return gallagher(drawn, peaks, x)

    return gallagher_peaks
