"""<a1, x>^2 + <a2, x>^2, a = +-(1, -1) + eps (1, 1), eps = 1/2."""


def value(x: list[float]) -> float:
    total = 0.0
    for sign in (1.0, -1.0):
        a = (sign + 0.5, -sign + 0.5)
        total += (a[0] * x[0] + a[1] * x[1]) ** 2
    return total
