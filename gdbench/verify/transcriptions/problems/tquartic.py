"""CUTEst TQUARTIC: (x_1 - 1)^2 + sum_{i>=2} (x_1^2 - x_i^2)^2."""


def value(x: list[float]) -> float:
    total = (x[0] - 1.0) ** 2
    for xi in x[1:]:
        total += (x[0] ** 2 - xi**2) ** 2
    return total
