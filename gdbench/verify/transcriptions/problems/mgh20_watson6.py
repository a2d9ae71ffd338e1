"""MGH 1981 (20): f_i = sum_{j>=2} (j - 1) x_j t^(j-2) - (sum_j x_j t^(j-1))^2 - 1, t = i / 29, i = 1..29."""

from gdbench.verify.transcriptions.problems._mgh import watson as value

__all__ = ["value"]
