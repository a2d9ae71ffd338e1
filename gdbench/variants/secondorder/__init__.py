"""Rules that scale first-order steps by an estimated diagonal of the Hessian.

This family holds full rules that multiply the Hessian with random vectors (``needs={"hvp"}``). Rules that solve
with the Hessian or estimate it from gradients belong in `curvature`. Start from a copy of ``adahessian.py``.
"""
