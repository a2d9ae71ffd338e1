"""Functions made to defeat one kind of method, which each docstring names. Start from a copy of ``sign_ce2.py``."""
