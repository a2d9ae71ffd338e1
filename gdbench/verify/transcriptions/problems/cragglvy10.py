"""CUTEst CRAGGLVY, n = 2 m + 2, with (a, b, c, d) = x_{2i-1}..x_{2i+2} for i = 1..m.

sum (exp a - b)^4 + 100 (b - c)^6 + (tan(c - d) + c - d)^4 + a^8 + (d - 1)^2.
"""

import math


def value(x: list[float]) -> float:
    n = len(x)
    if n % 2:
        raise ValueError(f"CRAGGLVY is defined for even n, not {n}")
    total = 0.0
    for k in range(0, n - 2, 2):
        a, b, c, d = x[k : k + 4]
        total += (math.exp(a) - b) ** 4 + 100.0 * (b - c) ** 6
        total += (math.tan(c - d) + c - d) ** 4 + a**8 + (d - 1.0) ** 2
    return total
