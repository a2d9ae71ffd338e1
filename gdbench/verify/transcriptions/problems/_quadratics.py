"""Quadratics that come with several condition numbers or dimensions."""


def quad_log(x: list[float], k: float) -> float:
    """1/2 sum k^((i-1)/(n-1)) x_i^2 (n = 1: the factor is 1)."""
    n = len(x)
    total = 0.0
    for i in range(1, n + 1):
        exponent = (i - 1) / (n - 1) if n > 1 else 0.0
        total += k**exponent * x[i - 1] ** 2
    return 0.5 * total


def nesterov_chain(x: list[float]) -> float:
    """The chain x_1^2 + sum_{i<n} (x_i - x_{i+1})^2 + x_n^2 of Nesterov 2004, section 2.1.2."""
    total = x[0] ** 2 + x[-1] ** 2
    for i in range(len(x) - 1):
        total += (x[i] - x[i + 1]) ** 2
    return total


def hilbert_form(x: list[float], d: float) -> float:
    """CUTEst HILBERTA and HILBERTB: sum_{j<i} x_i x_j / (i + j - 1) + sum (1 / (2 (2 i - 1)) + D) x_i^2."""
    total = 0.0
    for i in range(1, len(x) + 1):
        for j in range(1, i):
            total += x[i - 1] * x[j - 1] / (i + j - 1)
        total += (0.5 / (2 * i - 1) + d) * x[i - 1] ** 2
    return total
