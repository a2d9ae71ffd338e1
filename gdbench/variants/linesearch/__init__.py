"""First-order rules that choose their step length by trying it.

Belongs here: full rules along the negative gradient that evaluate trial points, one trial per step, so that
equal steps are equal budgets. Does not: line searches along curved directions (`curvature`). Copy
``gd_armijo.py``.
"""
