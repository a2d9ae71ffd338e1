"""Tasks with an exactly known optimum that are not convex or not a sum over examples.

This family holds losses whose best value follows from a linear solve, an eigenvalue or a formula. Convex sums
over examples belong in ``convex``. Start from a copy of ``oja_digits.py``.
"""
