"""Rules that treat every coordinate alone: gradient rules with no reduction and no reshape.

Belongs here: momentum, adaptive and sign rules whose equation reads the same for one coordinate and for a
million. Does not: anything with a norm (`clipping`, `layerwise`), averages that are the answer (`averaging`).
Copy ``adam.py``.
"""
