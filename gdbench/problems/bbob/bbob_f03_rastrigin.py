"""COCO's separable Rastrigin function."""

from gdbench.problems.bbob._instance import ANY, Drawn, ramp
from gdbench.problems.bbob._rastrigin import rastrigin
from gdbench.problems.bbob._transforms import bent, oscillated
from gdbench.problems.coordinates import along
from gdbench.registry import problem_maker


@problem_maker()
def bbob_f03_rastrigin(instance=1):
    """Return function 3, the separable Rastrigin function, for one instance."""
    drawn = Drawn(3, instance)

    @drawn.problem(
        dims=ANY,
        minimiser=drawn.x_opt,
        tags=("nonconvex", "smooth", "multimodal", "separable"),
    )
    def rastrigin_separable(x):
        """Rastrigin's function has a grid of some 10ⁿ minima, here uneven and asymmetric.

        f = Σ zᵢ² + 10 (1 − cos 2π zᵢ), z = Λ T_asy(T_osz(x − x_opt))

        T_asy has β = 0.2, and Λ stretches the axes by factors from 1 to √10. The slope is continuous, but the
        curvature is not.
        """
        n = x.shape[0]
        z = bent(oscillated(x - along(x, drawn.x_opt(n))), 0.2)
        return rastrigin(along(x, 10.0 ** (0.5 * ramp(n))) * z)

    return rastrigin_separable
