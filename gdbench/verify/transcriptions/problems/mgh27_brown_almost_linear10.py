"""MGH 1981 (27): f_i = x_i + sum_j x_j - (n + 1), i < n, and f_n = prod_j x_j - 1."""

from gdbench.verify.transcriptions.problems._mgh import sum_of_squares


def value(x: list[float]) -> float:
    n = len(x)
    total = 0.0
    product = 1.0
    for xj in x:
        total += xj
        product *= xj
    residuals = [xi + total - (n + 1) for xi in x[: n - 1]]
    return sum_of_squares([*residuals, product - 1.0])
