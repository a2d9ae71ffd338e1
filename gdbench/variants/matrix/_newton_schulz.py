"""Muon's Newton–Schulz iteration for the nearest orthogonal matrix."""

from gdbench.variants._maths import norm, product


def orthogonalised(u, hp):
    """Bring all singular values of a matrix near 1, by a quintic Newton–Schulz iteration.

    X = U / (‖U‖ + ε), then ``ns_steps`` times  X ← a X + (b A + c A²) X  with  A = X Xᵀ,
    (a, b, c) = (3.4445, −4.7750, 2.0315), on the transpose where rows outnumber columns.
    """
    rows, columns = u.shape
    y = u / (norm(u.reshape(-1)) + hp.eps)
    y = y.T if rows > columns else y
    for _ in range(hp.ns_steps):
        a = product(y, y.T)
        y = 3.4445 * y + product(-4.7750 * a + 2.0315 * product(a, a), y)
    return y.T if rows > columns else y
