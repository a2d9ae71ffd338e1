"""Functions with kinks at the minimiser. Docstrings say what JAX returns there. Start from a copy of ``l1_norm.py``."""
