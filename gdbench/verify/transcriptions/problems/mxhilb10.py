"""Haarala 2004, 2: max_i |sum_j x_j / (i + j - 1)|."""


def value(x: list[float]) -> float:
    largest = 0.0
    for i in range(1, len(x) + 1):
        row = 0.0
        for j in range(1, len(x) + 1):
            row += x[j - 1] / (i + j - 1)
        largest = max(largest, abs(row))
    return largest
