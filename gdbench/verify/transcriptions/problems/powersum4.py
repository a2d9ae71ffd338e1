"""SFU, power sum with b = (8, 18, 44, 114): sum_i (sum_j x_j^i - b_i)^2."""


def value(x: list[float]) -> float:
    total = 0.0
    for i, b in enumerate((8.0, 18.0, 44.0, 114.0), start=1):
        inner = 0.0
        for xj in x:
            inner += xj**i
        total += (inner - b) ** 2
    return total
