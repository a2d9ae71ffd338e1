"""MGH 1981 (25): f_i = x_i - 1 (i <= n), f_{n+1} = sum_j j (x_j - 1), f_{n+2} = f_{n+1}^2."""


def value(x: list[float]) -> float:
    total = 0.0
    weighted = 0.0
    for j, xj in enumerate(x, start=1):
        total += (xj - 1.0) ** 2
        weighted += j * (xj - 1.0)
    return total + weighted**2 + weighted**4
