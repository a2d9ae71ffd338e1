"""MGH 1981 (24), a = 10^-5, m = 2 n, y_i = exp(i / 10) + exp((i - 1) / 10)."""

from gdbench.verify.transcriptions.problems._mgh import penalty2 as value

__all__ = ["value"]
