"""Rules that take gradients at a point beside the one they move, to feel how sharp the valley around it is.

Belongs here: sharpness-aware rules and wrappers. Does not: look-ahead points that speed descent up (`momentum`).
Copy ``msam.py``.
"""
