"""SFU, Zakharov: sum x_i^2 + s^2 + s^4, s = sum i x_i / 2."""


def value(x: list[float]) -> float:
    total = 0.0
    s = 0.0
    for i, xi in enumerate(x, start=1):
        total += xi**2
        s += 0.5 * i * xi
    return total + s**2 + s**4
