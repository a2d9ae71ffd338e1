"""Rules that use the rows and columns of weight matrices.

Belongs here: orthogonalised, preconditioned or factored steps for leaves in their own shape
(``over="matrix"``), with a fallback for leaves that are no matrices. Copy ``muon.py``.
"""
