"""Small functions whose origin is a saddle that gradients barely leave; copy ``saddle_quartic.py``."""
