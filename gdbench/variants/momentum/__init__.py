"""Rules that carry a velocity, or a memory of earlier gradients, to go faster along valleys.

Belongs here: momentum beyond the plain heavy ball, acceleration, and methods built on known curvature bounds.
Does not: momentum divided coordinate by coordinate (`elementwise`), averages that are the answer (`averaging`).
Copy ``fista.py``.
"""
