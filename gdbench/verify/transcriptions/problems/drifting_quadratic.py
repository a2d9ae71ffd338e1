"""lambda/2 |x - theta_t|^2 at t = 0, where theta is 0, with lambda = 1."""

from gdbench.verify.transcriptions.problems._games import squared_distance


def value(x: list[float]) -> float:
    return 0.5 * squared_distance(x)
