"""Rules that keep a velocity or a memory of earlier gradients to move faster along valleys.

This family holds momentum beyond the plain heavy ball, acceleration, and methods built on known curvature
bounds. Momentum that is divided coordinate by coordinate belongs in `elementwise`, and rules that answer with
an average belong in `averaging`. Start from a copy of ``fista.py``.
"""
