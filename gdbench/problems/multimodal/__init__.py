"""Landscapes with many local minima, few of them global, and the classics in two variables from the same lists.

Least squares from a collection belong in ``mgh`` or ``cutest``, and COCO's functions in ``bbob``. Start from a copy
of ``rastrigin10.py``, of ``salomon.py`` if a root has the argument 0 somewhere, or of ``shubert.py`` if all
minimisers are listed.
"""
