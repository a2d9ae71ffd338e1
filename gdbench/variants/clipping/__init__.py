"""Gradient descent with gradients that are clipped or normalised by their size.

This family clips or normalises the gradient of all parameters (``over="all"``), of each leaf, of each unit or
of each coordinate. Steps in proportion to the weights belong in `layerwise`. Start from a copy of
``clipped_sgd.py``.
"""
