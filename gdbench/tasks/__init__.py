"""Small learning problems on real data, one per file: ``<family>/<name>.py`` holds the task ``<name>``.

Belongs here: data, model, loss, measures, target. Copy ``convex/logreg_breast_cancer.py``. Run
``gdbench adopt NAME`` when a task is added or changed: it measures what tuned optimizers reach, and writes that with a
hash of the data into ``<family>/<name>.json``.
"""
