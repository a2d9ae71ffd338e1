"""Smooth convex functions that are not quadratic, where the curvature changes; copy ``quartc.py``."""
