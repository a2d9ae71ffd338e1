"""Rules along the gradient that set one step length for all parameters, from what they see on the way.

Belongs here: gradient rules whose step length comes from losses, norms, differences of gradients or the step count.
Does not: lengths found by trying points (`linesearch`) or from an estimated distance (`lrfree`). Copy ``adgd.py``.
"""
