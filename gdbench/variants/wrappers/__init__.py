"""Wrappers turn any gradient rule into a new rule, as in ``lookahead(adam)``.

This family holds averages, masks, delays and tuners of the step of another rule, written with ``@wrapper``.
Factors of the learning rate that depend on time alone belong in `schedules`, and wrappers that take gradients
at other points belong in `sharpness`. Start from a copy of ``lookahead.py``.
"""
