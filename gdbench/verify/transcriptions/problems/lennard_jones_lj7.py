"""Cambridge Cluster Database, epsilon = sigma = 1: 4 sum_{i<j} r_ij^-12 - r_ij^-6; x is (x, y, z) atom by atom."""


def value(x: list[float]) -> float:
    atoms = len(x) // 3
    total = 0.0
    for i in range(atoms):
        for j in range(i + 1, atoms):
            square = 0.0
            for k in range(3):
                square += (x[3 * i + k] - x[3 * j + k]) ** 2
            sixth = 1.0 / square**3
            total += 4.0 * (sixth**2 - sixth)
    return total
