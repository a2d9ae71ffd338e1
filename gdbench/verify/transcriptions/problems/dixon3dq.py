"""CUTEst DIXON3DQ: (x_1 - 1)^2 + sum_{j=2}^{n-1} (x_j - x_{j+1})^2 + (x_n - 1)^2; x_1 stands alone."""


def value(x: list[float]) -> float:
    n = len(x)
    total = (x[0] - 1.0) ** 2 + (x[n - 1] - 1.0) ** 2
    for j in range(2, n):
        total += (x[j - 1] - x[j]) ** 2
    return total
