"""Rules whose answer is an average of iterates rather than the last point.

This family holds gradient rules with an ``answer`` that is an average. Averages of gradients are momentum and
belong in `elementwise`. Start from a copy of ``schedule_free_sgd.py``.
"""
