"""Lessard, Recht and Packard 2016, eq. 4.11: f' = 25 x (x < 1), x + 24 (1 <= x < 2), 25 x - 24 (x >= 2)."""


def value(x: list[float]) -> float:
    total = 0.0
    for xi in x:
        if xi < 1.0:
            total += 12.5 * xi**2
        elif xi < 2.0:
            total += 0.5 * xi**2 + 24.0 * xi - 12.0
        else:
            total += 12.5 * xi**2 - 24.0 * xi + 36.0
    return total
