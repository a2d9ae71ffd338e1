"""COCO's function of 21 Gaussian peaks."""

from gdbench.problems.bbob._gallagher import Peaks, gallagher
from gdbench.problems.bbob._instance import ROTATED, Drawn
from gdbench.registry import problem_maker


@problem_maker()
def bbob_f22_gallagher_21(instance=1):
    """Return function 22, Gallagher's 21 peaks, for one instance."""
    drawn = Drawn(22, instance)
    peaks = Peaks(drawn.seed, 21, first=1000.0, reach=4.9)

    @drawn.problem(
        dims=ROTATED,
        minimiser=peaks.x_opt,
        tags=("nonconvex", "nonsmooth", "multimodal", "degenerate", "flat"),
    )
    def gallagher_peaks(x):
        """Gallagher's function has 21 pits at random places, some of them narrow.

        f = T_osz(10 − max hₖ exp(−qₖ / 2n))² + penalty

        The terms are as in function 21, but there are fewer pits, and the deepest has condition number 1000. Away
        from all pits the slope is exponentially small; at x_opt f is flat like |x − x_opt|⁴. Where two pits meet,
        the gradient is that of one of them.
        """
        return gallagher(drawn, peaks, x)

    return gallagher_peaks
