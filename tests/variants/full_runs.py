"""Runs of full rules by name, on sums of squares, through the engine's own `Oracle`."""

from gdbench.engine.full_trajectories import FullTrajectory, SumOfSquares
from gdbench.engine.full_trajectories import follow_full as follow_unit
from gdbench.verify.worlds import STEPS, rosenbrock
from tests.variants.variant_runs import unit

VALLEY = SumOfSquares(rosenbrock, terms=2)


def follow_full(name, function, x, settings, steps=STEPS, *, static=(), key=5, dtype="float64") -> FullTrajectory:
    """Run one full rule alone."""
    return follow_unit(unit(name), function, x, settings, steps, dict(static), key, dtype)
