"""Smooth landscapes with many local minima, of which few or one are global; copy ``rastrigin10.py``."""
