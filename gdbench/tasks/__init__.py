"""Small learning problems on real data, one per file: ``<family>/<name>.py`` holds the task ``<name>``.

Belongs here: data, model, loss, measures, target. Copy ``convex/logreg_breast_cancer.py``.
"""
