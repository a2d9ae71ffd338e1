"""Rules that correct the noise of mini-batches in a mean over examples.

This family holds full rules that compare ``oracle.batch`` with other batches or with all examples, and declare
``needs={"finite_sum"}``. Rules that accept any gradient belong in `elementwise`. Start from a copy of
``svrg.py``.
"""
