"""Games between two that have one equilibrium: ``oracle`` is the field that both descend, and no gradient of anything.

The value is the squared distance to the equilibrium, so that a run succeeds where it gets there. Copy
``bilinear_game.py``; with a parameter, ``quadratic_game.py``.
"""
