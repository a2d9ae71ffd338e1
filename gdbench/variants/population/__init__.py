"""Rules that move many points at once and need function values only.

This family holds swarms, evolution strategies and other populations that are evaluated by ``oracle.values``,
which charges every point. Start from a copy of ``pso.py``.
"""
