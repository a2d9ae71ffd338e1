"""Rules that estimate how far the solution is, so that no learning rate needs to be known.

Belongs here: gradient rules whose ``learning_rate`` is a factor of about 1 on their own estimate. Does not: step
lengths from losses or from differences of gradients (`stepsize`). Copy ``dog.py``.
"""
