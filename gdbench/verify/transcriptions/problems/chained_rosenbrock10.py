"""De Jong's chained Rosenbrock function (scipy.optimize.rosen): every neighbouring pair is a valley."""

from gdbench.verify.transcriptions.problems._cutest import rosenbrock_chain


def value(x: list[float]) -> float:
    return rosenbrock_chain(x)
