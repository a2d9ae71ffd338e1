"""Rules whose step length is set leaf by leaf, from the norms of a layer's weights and gradient.

Belongs here: trust ratios and other reductions over one leaf (``over="leaf"``). Does not: rules that need
rows and columns (`matrix`) or the norm of everything (`clipping`). Copy ``lars.py``.
"""
