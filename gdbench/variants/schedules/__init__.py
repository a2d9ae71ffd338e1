"""Schedules: factors of the learning rate of any rule that has one, such as ``warmup(cosine_decay(adam))``.

Belongs here: functions of the step and the length of the run, written with ``@schedule``. Does not: rates that
follow the loss (`wrappers`) or the gradients (`stepsize`, `lrfree`). Copy ``cosine_decay.py``.
"""
