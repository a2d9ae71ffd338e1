"""Newton and quasi-Newton rules, whose steps use exact or estimated second derivatives.

This family holds full rules that use ``oracle.hessian`` or ``oracle.hvp``, or that build an estimate of the
Hessian. Rules that solve sums of squares through their Jacobian belong in `residuals`. Start from a copy of
``newton.py`` for a rule with the Hessian, or of ``bfgs.py`` for a rule with an estimate and a line search.
"""
