"""Convex tasks with exact optima, one convex loss per file.

Files with a leading underscore hold data and models that several tasks share. Start from a copy of
``logreg_breast_cancer.py``.
"""
