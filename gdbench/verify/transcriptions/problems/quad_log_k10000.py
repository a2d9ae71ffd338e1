"""1/2 sum k^((i-1)/(n-1)) x_i^2 with k = 10^4 (n = 1: the factor is 1)."""


def value(x: list[float]) -> float:
    n = len(x)
    total = 0.0
    for i in range(1, n + 1):
        exponent = (i - 1) / (n - 1) if n > 1 else 0.0
        total += 10000.0**exponent * x[i - 1] ** 2
    return 0.5 * total
