"""Rules for sums of squares: Gauss–Newton and its damped kin.

Belongs here: full rules that use ``oracle.residual_and_jacobian`` and declare ``needs={"residuals"}``.
Copy ``levenberg_marquardt.py``.
"""
