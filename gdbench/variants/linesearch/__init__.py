"""Rules along the negative gradient that choose their step length by trying it, or from the curvature there.

Belongs here: full rules that evaluate trial points, one trial per step, so that equal steps are equal budgets; or
that ask for the curvature along the gradient. Does not: line searches along curved directions (`curvature`). Copy
``gd_armijo.py``.
"""
