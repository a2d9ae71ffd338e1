"""SFU, Shekel with m = 10: -sum_i 1 / (sum_j (x_j - c_ij)^2 + beta_i)."""


def value(x: list[float]) -> float:
    centres = (
        *((4.0, 4.0, 4.0, 4.0), (1.0, 1.0, 1.0, 1.0), (8.0, 8.0, 8.0, 8.0), (6.0, 6.0, 6.0, 6.0)),
        *((3.0, 7.0, 3.0, 7.0), (2.0, 9.0, 2.0, 9.0), (5.0, 5.0, 3.0, 3.0), (8.0, 1.0, 8.0, 1.0)),
        *((6.0, 2.0, 6.0, 2.0), (7.0, 3.6, 7.0, 3.6)),
    )
    betas = (0.1, 0.2, 0.2, 0.4, 0.4, 0.6, 0.3, 0.7, 0.5, 0.5)
    total = 0.0
    for centre, beta in zip(centres, betas, strict=True):
        distance = beta
        for xj, cj in zip(x, centre, strict=True):
            distance += (xj - cj) ** 2
        total -= 1.0 / distance
    return total
