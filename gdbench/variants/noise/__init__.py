"""Rules that add random noise of their own to the step.

Belongs here: Langevin dynamics and noise injection, with ``noise=True``. Does not: noise that comes from
mini-batches, which is a property of the task. Copy ``sgld.py``.
"""
