"""COCO's rotated Rastrigin function."""

from gdbench.problems.bbob._instance import ROTATED, Drawn
from gdbench.problems.bbob._rastrigin import rastrigin
from gdbench.problems.bbob._transforms import bent, oscillated, turned
from gdbench.problems.coordinates import along
from gdbench.registry import problem_maker


@problem_maker()
def bbob_f15_rastrigin_rotated(instance=1):
    """Return function 15, the rotated Rastrigin function, for one instance."""
    drawn = Drawn(15, instance)

    @drawn.problem(
        dims=ROTATED,
        minimiser=drawn.x_opt,
        tags=("nonconvex", "nonsmooth", "multimodal"),
    )
    def rastrigin_rotated(x):
        """The rotated Rastrigin function has a grid of minima across all axes.

        f = Σ zᵢ² + 10 (1 − cos 2π zᵢ), z = R Λ Q T_asy(T_osz(R (x − x_opt)))

        T_asy has β = 0.2, and Λ stretches the axes by factors from 1 to √10. Where a coordinate of R (x − x_opt) is
        0, the slope of T_osz has no limit, so f has no gradient; the code uses the slope 1 there. At x_opt the
        gradient is 0.
        """
        n = x.shape[0]
        z = bent(oscillated(turned(drawn.r(n), x - along(x, drawn.x_opt(n)))), 0.2)
        return rastrigin(turned(drawn.stretch(n, 10.0), z))

    return rastrigin_rotated
