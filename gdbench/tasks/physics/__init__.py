"""Equations of physics solved by networks. Belongs here: one equation per file. Copy ``pinn_poisson.py``."""
