"""Newton and quasi-Newton rules: steps shaped by second derivatives, given or estimated.

Belongs here: full rules that use ``oracle.hessian`` or ``oracle.hvp``, or build an estimate of the Hessian.
Does not: sums of squares solved through their Jacobian (`residuals`). Copy ``newton.py`` for a rule with
the Hessian, ``bfgs.py`` for an estimate and a line search.
"""
