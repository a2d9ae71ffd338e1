"""SFU library, rotated hyper-ellipsoid: sum_{i=1}^n sum_{j=1}^i x_j^2."""


def value(x: list[float]) -> float:
    total = 0.0
    for i in range(1, len(x) + 1):
        for j in range(i):
            total += x[j] ** 2
    return total
