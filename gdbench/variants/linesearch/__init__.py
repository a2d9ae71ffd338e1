"""Rules along the negative gradient that choose the step length from trial points or from the curvature.

This family holds full rules that evaluate one trial point per step, so that equal steps mean equal budgets, or
that use the curvature along the gradient. Line searches along quasi-Newton directions belong in `curvature`.
Start from a copy of ``gd_armijo.py``.
"""
