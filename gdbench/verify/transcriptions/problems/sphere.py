"""De Jong 1975, F1: sum x_i^2."""


def value(x: list[float]) -> float:
    total = 0.0
    for xi in x:
        total += xi * xi
    return total
