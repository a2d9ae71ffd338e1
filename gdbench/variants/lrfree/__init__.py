"""Rules that estimate the distance to the solution, so that they need no tuned learning rate.

This family holds gradient rules whose ``learning_rate`` is a factor of about 1 on their own estimate. Step
lengths from losses or from differences of gradients belong in `stepsize`. Start from a copy of ``dog.py``.
"""
