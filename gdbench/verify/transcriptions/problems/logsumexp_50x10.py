"""log sum_{i=1}^{50} exp(a_i . x) with A = RandomState(0).randn(50, n) less its column means.

problems.md names neither the seed nor the generator; they were found from the catalogue's f(x0) and |g(x0)|.
"""

import math
import random


def legacy_normals(seed: int, count: int) -> list[float]:
    """The stream of NumPy's legacy ``RandomState(seed).randn``: MT19937 and Marsaglia's polar method.

    Python's generator is the same MT19937; only its seeding differs, so Knuth's ``init_genrand`` sets the state here.
    """
    words = [seed]
    for i in range(1, 624):
        words.append((1812433253 * (words[-1] ^ (words[-1] >> 30)) + i) & 0xFFFFFFFF)
    uniform = random.Random()
    uniform.setstate((3, (*words, 624), None))
    normals: list[float] = []
    while len(normals) < count:
        u = 2.0 * uniform.random() - 1.0
        v = 2.0 * uniform.random() - 1.0
        square = u * u + v * v
        if 0.0 < square < 1.0:
            scale = math.sqrt(-2.0 * math.log(square) / square)
            normals += [scale * v, scale * u]
    return normals[:count]


def value(x: list[float]) -> float:
    rows, n = 50, len(x)
    entries = legacy_normals(0, rows * n)
    means = [sum(entries[i * n + j] for i in range(rows)) / rows for j in range(n)]
    products = []
    for i in range(rows):
        products.append(sum((entries[i * n + j] - means[j]) * x[j] for j in range(n)))
    largest = max(products)
    total = 0.0
    for product in products:
        total += math.exp(product - largest)
    return largest + math.log(total)
