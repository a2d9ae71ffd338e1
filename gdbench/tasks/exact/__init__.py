"""Tasks that are not convex, or no sum over examples, and whose optimum is known exactly. Copy ``oja_digits.py``.

Belongs here: a loss whose best value a linear solve, an eigenvalue or a formula gives. Convex sums over examples are
in ``convex``.
"""
