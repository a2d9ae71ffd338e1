"""MGH 1981 (21), n even: f_{2i-1} = 10 (x_{2i} - x_{2i-1}^2), f_{2i} = 1 - x_{2i-1}."""


def value(x: list[float]) -> float:
    n = len(x)
    if n % 2:
        raise ValueError(f"MGH 21 is defined for even n, not {n}")
    total = 0.0
    for i in range(1, n // 2 + 1):
        odd, even = x[2 * i - 2], x[2 * i - 1]
        total += (10.0 * (even - odd**2)) ** 2 + (1.0 - odd) ** 2
    return total
