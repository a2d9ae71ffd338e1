"""Functions with kinks at the minimiser; the docstring says what JAX returns there; copy ``l1_norm.py``."""
