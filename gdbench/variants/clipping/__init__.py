"""Rules that limit the gradient by its norm over all parameters.

Belongs here: clipping and normalising of the whole gradient (``over="all"``). Does not: norms of single
layers (`layerwise`). Copy ``clipped_sgd.py``.
"""
