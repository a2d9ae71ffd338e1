"""Landscapes with many local minima, of which few or one are global, and the two-variable classics listed with them.

Least squares from a collection goes to ``mgh`` or ``cutest``, COCO's functions to ``bbob``. Copy ``rastrigin10.py``;
where a root meets 0, ``salomon.py``; where all minimisers are listed, ``shubert.py``.
"""
