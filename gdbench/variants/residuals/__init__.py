"""Rules for sums of squares: Gauss–Newton and its damped relatives.

This family holds full rules that use ``oracle.residual_and_jacobian`` and declare ``needs={"residuals"}``.
Start from a copy of ``levenberg_marquardt.py``.
"""
