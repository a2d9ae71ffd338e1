"""Smooth convex functions with changing curvature, so not quadratics. Start from a copy of ``quartc.py``."""
