"""Small learning problems live here, one per file: ``<family>/<name>.py`` holds the task ``<name>``.

A file holds the data, model, loss, measures and target of one task. Start from a copy of
``convex/logreg_breast_cancer.py``.
"""
