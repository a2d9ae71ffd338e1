"""Unconstrained problems of the CUTEst collection that belong to no other family, often in any dimension.

This family holds formulas that the collection made known, with their starts. Problems that have their own family,
such as the quadratics or the problems of Moré, Garbow & Hillstrom, belong there. Files with a leading underscore
hold code that two problems share. Start from a copy of ``liarwhd.py``, or of ``engval1.py`` if the minimiser has no
closed form.
"""
