"""Test functions live here, one per file: ``<family>/<name>.py`` holds the problem ``<name>``.

A file holds the formula, its start, minimiser, minimum, tags and source. The function takes ``[n, *runs]`` and
reduces over axis 0 only, so the same lines evaluate one point or ten thousand. Start from a copy of
``multimodal/rastrigin10.py``, of ``mgh/mgh03_powell_badly_scaled.py`` for a sum of squares, or of
``wrappers/rotated.py`` for a problem made of another. Sines and cosines come from ``trigonometry.py`` and sums of
costly terms from ``folds.py``, because those compile to vector instructions. Run ``gdbench adopt NAME`` when a
problem is added or changed: it measures what float32 can resolve of the problem and writes that to
``<family>/<name>.json``.
"""
