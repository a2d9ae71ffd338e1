"""Convex quadratics with a known spectrum, for which theory is exact. Start from a copy of ``trid10.py``."""
