"""Small functions with a saddle at 0 that gradients barely leave. Start from a copy of ``saddle_quartic.py``."""
