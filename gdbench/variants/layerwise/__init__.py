"""Rules that scale their step leaf by leaf, from norms or means of a layer's weights and gradient.

This family holds trust ratios and other reductions over one leaf (``over="leaf"``), and means over the columns
of a matrix. Rules that multiply matrices belong in `matrix`, and rules that only shorten gradients belong in
`clipping`. Start from a copy of ``lars.py``.
"""
