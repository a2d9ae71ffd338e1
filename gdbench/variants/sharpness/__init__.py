"""Rules that take gradients near the point that they move, to measure how sharp the loss is around it.

This family holds sharpness-aware rules and wrappers. Look-ahead points that accelerate descent belong in
`momentum`. Start from a copy of ``msam.py``.
"""
