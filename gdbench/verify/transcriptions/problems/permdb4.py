"""SFU, Perm d, beta with beta = 1/2: sum_i (sum_j (j^i + beta) ((x_j / j)^i - 1))^2."""


def value(x: list[float]) -> float:
    d = len(x)
    total = 0.0
    for i in range(1, d + 1):
        inner = 0.0
        for j in range(1, d + 1):
            inner += (j**i + 0.5) * ((x[j - 1] / j) ** i - 1.0)
        total += inner**2
    return total
