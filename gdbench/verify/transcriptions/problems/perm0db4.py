"""SFU, Perm 0, d, beta with beta = 10: sum_i (sum_j (j + beta) (x_j^i - 1 / j^i))^2."""


def value(x: list[float]) -> float:
    d = len(x)
    total = 0.0
    for i in range(1, d + 1):
        inner = 0.0
        for j in range(1, d + 1):
            inner += (j + 10.0) * (x[j - 1] ** i - 1.0 / j**i)
        total += inner**2
    return total
