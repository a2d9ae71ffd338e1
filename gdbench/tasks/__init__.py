"""Small learning problems live here, one per file: ``<family>/<name>.py`` holds the task ``<name>``.

A file holds the data, model, loss, measures and target of one task. Start from a copy of
``convex/logreg_breast_cancer.py``. Run ``gdbench adopt NAME`` when a task is added or changed: it measures what
tuned optimizers reach and writes that, with a hash of the data, to ``<family>/<name>.json``.
"""
