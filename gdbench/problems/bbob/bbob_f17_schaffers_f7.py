"""COCO's Schaffer function F7."""

from gdbench.problems.bbob._instance import ROTATED, Drawn
from gdbench.problems.bbob._schaffers import schaffers
from gdbench.registry import problem_maker


@problem_maker()
def bbob_f17_schaffers_f7(instance=1):
    """Return function 17, the Schaffer function F7, for one instance."""
    drawn = Drawn(17, instance)

    @drawn.problem(
        dims=ROTATED,
        minimiser=drawn.x_opt,
        tags=("nonconvex", "nonsmooth", "multimodal"),
    )
    def schaffers_f7(x):
        """Schaffer's function F7 has rings of minima around every pair of axes.

        f = (mean √sᵢ (1 + sin² 50 sᵢ^0.2))² + penalty, sᵢ² = zᵢ² + zᵢ₊₁²

        z = Λ Q T_asy(R (x − x_opt)), β = 0.5, where Λ stretches the axes by factors from 1 to √10; the penalty is
        10 times the squared distance to the box. The rings grow denser towards x_opt, where f ends in a kink. Where
        sᵢ = 0, the slope of √sᵢ is infinite; exactly there, the gradient takes it as 0.
        """
        return schaffers(drawn, 10.0, x)

    return schaffers_f7
