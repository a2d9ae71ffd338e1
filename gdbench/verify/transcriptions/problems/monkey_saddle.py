"""X^3 - 3 x y^2 + r^4 / 4, r^2 = x^2 + y^2."""


def value(x: list[float]) -> float:
    x1, x2 = x
    return x1**3 - 3.0 * x1 * x2**2 + (x1**2 + x2**2) ** 2 / 4.0
