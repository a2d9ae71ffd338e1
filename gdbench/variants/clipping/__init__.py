"""Gradient descent with gradients that are limited or normalised by their size.

Belongs here: clipping and normalising, of everything (``over="all"``), of each leaf, unit or coordinate. Does not:
steps in proportion to the weights (`layerwise`). Copy ``clipped_sgd.py``.
"""
