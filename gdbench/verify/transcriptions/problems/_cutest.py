"""Families of functions of CUTEst, from their SIF definitions."""


def rosenbrock_chain(x: list[float]) -> float:
    """The sum over i < n of 100 (x_{i+1} - x_i^2)^2 + (1 - x_i)^2."""
    total = 0.0
    for i in range(len(x) - 1):
        total += 100.0 * (x[i + 1] - x[i] ** 2) ** 2 + (1.0 - x[i]) ** 2
    return total


def dixmaan(x: list[float], k1: int, k4: int) -> float:
    """CUTEst DIXMAAN with alpha = 1, beta = 0, gamma = delta = 1/8 and k3 = 0; n = 3 m.

    1 + sum_{i<=n} (i/n)^k1 x_i^2 + sum_{i<=2m} x_i^2 x_{i+m}^4 / 8 + sum_{i<=m} (i/n)^k4 x_i x_{i+2m} / 8.
    """
    n = len(x)
    if n % 3:
        raise ValueError(f"DIXMAAN is defined for multiples of 3, not {n}")
    m = n // 3
    total = 1.0
    for i in range(1, n + 1):
        total += (i / n) ** k1 * x[i - 1] ** 2
    for i in range(1, 2 * m + 1):
        total += 0.125 * x[i - 1] ** 2 * x[i + m - 1] ** 4
    for i in range(1, m + 1):
        total += 0.125 * (i / n) ** k4 * x[i - 1] * x[i + 2 * m - 1]
    return total
