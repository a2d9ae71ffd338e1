"""Rules that use the rows and columns of weight matrices.

This family holds orthogonalised, preconditioned or factored steps for leaves in their own shape
(``over="matrix"``), with a fallback for leaves that are not matrices. Start from a copy of ``muon.py``.
"""
