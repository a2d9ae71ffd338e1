"""Convex tasks with exact optima. Belongs here: one convex loss per file. Copy ``logreg_breast_cancer.py``."""
