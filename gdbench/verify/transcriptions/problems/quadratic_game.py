"""Games are measured by the squared distance to their equilibrium, which is 0 in all three."""

from gdbench.verify.transcriptions.problems._games import squared_distance as value

__all__ = ["value"]
