"""Moré, Garbow & Hillstrom's 35 problems, which are all least squares and declared by their residuals.

Least squares from other sources belong in ``cutest``. Start from a copy of ``mgh03_powell_badly_scaled.py``, of
``mgh08_bard.py`` for data and a model with few parameters, or of ``mgh35_chebyquad7.py`` with its ``_chebyquad.py``
for a formula that several units share.
"""
