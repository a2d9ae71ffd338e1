"""Equations of physics solved by networks, one equation per file. Start from a copy of ``pinn_poisson.py``."""
