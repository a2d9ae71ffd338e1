"""CUTEst NONDQUAR: sum_{i<=n-2} (x_i + x_{i+1} + x_n)^4 + (x_1 - x_2)^2 + (x_{n-1} - x_n)^2."""


def value(x: list[float]) -> float:
    total = (x[0] - x[1]) ** 2 + (x[-2] - x[-1]) ** 2
    for i in range(len(x) - 2):
        total += (x[i] + x[i + 1] + x[-1]) ** 4
    return total
