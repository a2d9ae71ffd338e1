"""Rules whose answer is an average of iterates rather than the last point.

Belongs here: gradient rules with an ``answer`` that is averaged. Does not: averages of gradients, which are
momentum (`elementwise`). Copy ``schedule_free_sgd.py``.
"""
