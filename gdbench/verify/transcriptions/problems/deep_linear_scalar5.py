"""1/2 (prod w_i - 1)^2."""


def value(x: list[float]) -> float:
    product = 1.0
    for wi in x:
        product *= wi
    return 0.5 * (product - 1.0) ** 2
