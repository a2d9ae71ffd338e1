"""Schedules multiply the learning rate of any rule that has one, as in ``warmup(cosine_decay(adam))``.

This family holds functions of the step and the length of the run, written with ``@schedule``. Rates that follow
the loss belong in `wrappers`, and rates that follow the gradients in `stepsize` or `lrfree`. Start from a copy
of ``cosine_decay.py``.
"""
