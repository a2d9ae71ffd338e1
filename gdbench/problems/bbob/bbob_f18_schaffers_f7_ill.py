"""COCO's ill-conditioned Schaffer function F7."""

from gdbench.problems.bbob._instance import ROTATED, Drawn
from gdbench.problems.bbob._schaffers import schaffers
from gdbench.registry import problem_maker


@problem_maker()
def bbob_f18_schaffers_f7_ill(instance=1):
    """Return function 18, the ill-conditioned Schaffer function F7, for one instance."""
    drawn = Drawn(18, instance)

    @drawn.problem(
        dims=ROTATED,
        minimiser=drawn.x_opt,
        tags=("nonconvex", "nonsmooth", "multimodal"),
    )
    def schaffers_f7_ill(x):
        """The ill-conditioned Schaffer function F7 stretches the rings of function 17.

        f = (mean √sᵢ (1 + sin² 50 sᵢ^0.2))² + penalty, sᵢ² = zᵢ² + zᵢ₊₁²

        z = Λ Q T_asy(R (x − x_opt)), β = 0.5, where Λ stretches the axes by factors from 1 to √1000; the penalty is
        10 times the squared distance to the box. R, Q and x_opt are those of function 17. Where sᵢ = 0, the slope
        of √sᵢ is infinite; exactly there, the gradient takes it as 0.
        """
        return schaffers(drawn, 1000.0, x)

    return schaffers_f7_ill
