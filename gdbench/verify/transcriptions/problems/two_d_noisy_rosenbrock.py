"""DeepOBS two_d_rosenbrock, test loss: (1 - u)^2 + 100 (v - u^2)^2."""


def value(x: list[float]) -> float:
    u, v = x
    return (1 - u) ** 2 + 100 * (v - u**2) ** 2
