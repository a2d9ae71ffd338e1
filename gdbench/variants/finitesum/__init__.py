"""Rules for means over examples that correct the noise of mini-batches.

Belongs here: full rules that compare ``oracle.batch`` with other batches or with all examples and declare
``needs={"finite_sum"}``. Does not: rules that take any gradient as it comes (`elementwise`). Copy
``svrg.py``.
"""
