"""1/2 sum d_i x_i^2, d_i = 1 for the first n // 2 variables and 1000 for the others.

The catalogue fixes the multiset of the d_i (25 of each: f(1) = 12512.5, |g(1)| = 5000.0025), not their order.
"""


def value(x: list[float]) -> float:
    total = 0.0
    for i, xi in enumerate(x):
        total += (1.0 if i < len(x) // 2 else 1000.0) * xi**2
    return 0.5 * total
