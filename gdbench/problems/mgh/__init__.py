"""Moré, Garbow & Hillstrom's 35 problems, all of them least squares and declared by their residuals.

Least squares from elsewhere goes to ``cutest``. Copy ``mgh01_rosenbrock.py``; for data and a model in a few parameters,
``mgh08_bard.py``; for a formula that several units share, ``mgh35_chebyquad7.py`` and its ``_chebyquad.py``.
"""
