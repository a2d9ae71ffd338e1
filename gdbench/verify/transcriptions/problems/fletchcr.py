"""CUTEst FLETCHCR (problem 32 of Report 88/4): the chained Rosenbrock function."""

from gdbench.verify.transcriptions.problems._cutest import rosenbrock_chain


def value(x: list[float]) -> float:
    return rosenbrock_chain(x)
