"""1/2 sum lambda_i x_i^2, lambda from 1 to 100, each 100^(1/(n-1)) times the one before."""


def value(x: list[float]) -> float:
    ratio = 100.0 ** (1.0 / (len(x) - 1))
    total, curvature = 0.0, 1.0
    for xi in x:
        total += 0.5 * curvature * xi * xi
        curvature *= ratio
    return total
