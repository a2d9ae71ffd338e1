"""Functions made to defeat one kind of method, named in each docstring; copy ``sign_ce2.py``."""
