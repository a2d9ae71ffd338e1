"""CUTEst EDENSCH: 16 + sum_{i<n} (x_i - 2)^4 + (x_i x_{i+1} - 2 x_{i+1})^2 + (x_{i+1} + 1)^2.

The 16 is the SIF file's last group, whose coefficient of x_n is 0.
"""


def value(x: list[float]) -> float:
    total = 16.0
    for i in range(len(x) - 1):
        total += (x[i] - 2.0) ** 4 + (x[i] * x[i + 1] - 2.0 * x[i + 1]) ** 2 + (x[i + 1] + 1.0) ** 2
    return total
