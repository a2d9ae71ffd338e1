"""DeepOBS two_d_beale, test loss."""


def value(x: list[float]) -> float:
    u, v = x
    return (1.5 - u + u * v) ** 2 + (2.25 - u + u * v**2) ** 2 + (2.625 - u + u * v**3) ** 2
