"""CUTEst QUARTC: sum (x_i - i)^4."""


def value(x: list[float]) -> float:
    total = 0.0
    for i, xi in enumerate(x, start=1):
        total += (xi - i) ** 4
    return total
