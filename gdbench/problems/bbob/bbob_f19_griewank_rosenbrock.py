"""COCO's composite Griewank-Rosenbrock function."""

from gdbench.problems.bbob._instance import ROTATED, Drawn
from gdbench.problems.bbob._rosenbrock import factor, minimiser, terms
from gdbench.problems.bbob._transforms import turned
from gdbench.problems.coordinates import along
from gdbench.problems.folds import total
from gdbench.problems.trigonometry import sin
from gdbench.registry import problem_maker


@problem_maker()
def bbob_f19_griewank_rosenbrock(instance=1):
    """Return function 19, the composite Griewank-Rosenbrock function, for one instance."""
    drawn = Drawn(19, instance)

    def x_opt(n):
        return minimiser(drawn.q(n))

    @drawn.problem(
        dims=ROTATED,
        minimiser=x_opt,
        tags=("nonconvex", "smooth", "multimodal", "ill-conditioned"),
    )
    def griewank_rosenbrock(x):
        """The Griewank-Rosenbrock function adds ripples along the valley of function 9.

        f = 10 mean(sᵢ / 4000 + 1 − cos sᵢ), where Σ sᵢ is that function

        sᵢ = 100 (zᵢ² − zᵢ₊₁)² + (zᵢ − 1)², z = ½ + max(1, √n / 8) Q x. The start is one or two ripples away from
        x_opt, at f = 0.25 in any dimension up to 64.
        """
        n = x.shape[0]
        s = terms(factor(n) * turned(drawn.q(n), x - along(x, x_opt(n))))
        return 10.0 * total(s / 4000.0 + 2.0 * sin(0.5 * s) ** 2) / s.shape[0]

    return griewank_rosenbrock
