"""What may be done to any problem: ``noisy(rotated(rastrigin10, seed=2), sigma=0.1)``. Parameters go by name.

Belongs here: a maker whose first argument is a problem, which may itself be wrapped. A problem of its own that is
noisy or moves goes to ``stochastic``. Copy ``scaled.py`` where the function changes, ``sparse.py`` where only its
gradients do; both say in the inner docstring what becomes of the function. ``_base.py`` has what most of them need.
"""
