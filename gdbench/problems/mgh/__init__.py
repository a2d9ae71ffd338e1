"""Moré, Garbow & Hillstrom's nonlinear least squares, as residuals; copy ``mgh01_rosenbrock.py``."""
