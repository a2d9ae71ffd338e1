"""Rules that take gradients at a point moved against the descent, to find flat valleys.

Belongs here: sharpness-aware rules and wrappers. Does not: look-ahead points that speed descent up (`elementwise`).
Copy ``msam.py``.
"""
