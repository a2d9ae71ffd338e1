"""Quadratics with a known spectrum: convex, exactly solvable, the ground of theory; copy ``trid10.py``."""
