"""Unconstrained problems of the CUTEst collection that belong to no other family, often in any dimension.

Belongs here: a formula that the collection made known, with its start. Not here: what has a family of its own,
such as the quadratics or the problems of Moré, Garbow & Hillstrom. Copy ``liarwhd.py``; copy ``engval1.py`` if
the minimiser has no closed form. What two problems share is in a file that starts with an underscore.
"""
