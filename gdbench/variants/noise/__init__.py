"""Rules that add random noise of their own to the step.

This family holds Langevin dynamics and noise injection, with ``noise=True``. Noise from mini-batches is a
property of the task. Start from a copy of ``sgld.py``.
"""
