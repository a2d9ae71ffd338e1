"""Rules that move many points at once and need function values only.

Belongs here: swarms, evolution strategies and other populations evaluated by ``oracle.values``, each of
whose points is charged. Copy ``pso.py``.
"""
