"""Wrappers: rules made out of any gradient rule, such as ``lookahead(adam)``.

Belongs here: averages, masks, delays and tuners of the step of another rule, written with ``@wrapper``. Does not:
factors of the learning rate that depend on time alone (`schedules`), wrappers that ask for gradients at other
points (`sharpness`). Copy ``lookahead.py``.
"""
