"""Test functions, one per file: ``<family>/<name>.py`` holds the problem ``<name>``.

Belongs here: the formula, its start, minimiser, minimum, tags and source. The function takes ``[n, *runs]``
and reduces over axis 0 only, so the same lines evaluate one point or ten thousand. Copy
``multimodal/rastrigin10.py``, or ``mgh/mgh01_rosenbrock.py`` for a sum of squares.
"""
