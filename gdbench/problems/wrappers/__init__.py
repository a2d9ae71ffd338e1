"""Wrappers change any problem, as in ``noisy(rotated(rastrigin10, seed=2), sigma=0.1)``. Parameters go by name.

This family holds makers whose first argument is a problem, which may itself be wrapped. A problem that is noisy or
moves by its own definition belongs in ``stochastic``. Start from a copy of ``scaled.py`` if the function changes,
or of ``sparse.py`` if only its gradients change; the inner docstring of both describes the changed function.
``_base.py`` holds what most wrappers need.
"""
