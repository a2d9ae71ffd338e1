"""Convex tasks with exact optima. Belongs here: one convex loss per file. Copy ``logreg_breast_cancer.py``.

Data and models that several tasks share lie in files with a leading underscore.
"""
