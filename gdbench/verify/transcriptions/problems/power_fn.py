"""CUTEst POWER: (sum i x_i^2)^2."""


def value(x: list[float]) -> float:
    total = 0.0
    for i, xi in enumerate(x, start=1):
        total += i * xi**2
    return total**2
