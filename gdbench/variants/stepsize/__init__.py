"""Rules along the gradient that compute one step length for all parameters from losses and gradients of the run.

This family holds gradient rules whose step length comes from losses, norms, differences of gradients or the
step count. Lengths from trial points belong in `linesearch`, and lengths from an estimated distance in
`lrfree`. Start from a copy of ``adgd.py``.
"""
