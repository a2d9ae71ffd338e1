"""Rules whose step is set leaf by leaf, from the norms or means of a layer's weights and gradient.

Belongs here: trust ratios and other reductions over one leaf (``over="leaf"``), and means over the columns of a
matrix. Does not: products of matrices (`matrix`), gradients that are only shortened (`clipping`). Copy ``lars.py``.
"""
