"""Test functions, one per file: ``<family>/<name>.py`` holds the problem ``<name>``.

Belongs here: the formula, its start, minimiser, minimum, tags and source. The function takes ``[n, *runs]``
and reduces over axis 0 only, so the same lines evaluate one point or ten thousand. Copy
``multimodal/rastrigin10.py``, ``mgh/mgh03_powell_badly_scaled.py`` for a sum of squares, ``wrappers/rotated.py`` for a
problem made of another. Waves are those of ``trigonometry.py``, sums of costly terms that of ``folds.py``: they compile
to vector instructions. Run ``gdbench adopt NAME`` when a problem is added or changed: it measures what float32 can
resolve of it, and writes that into ``<family>/<name>.json``.
"""
