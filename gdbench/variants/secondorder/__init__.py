"""First-order steps scaled by an estimated diagonal of the Hessian.

Belongs here: full rules that multiply the Hessian with random vectors (``needs={"hvp"}``). Does not: rules that
solve with the Hessian or learn one from gradients (`curvature`). Copy ``adahessian.py``.
"""
