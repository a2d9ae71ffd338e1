"""MGH 1981 (23), a = 10^-5: f_i = sqrt(a) (x_i - 1), i <= n, and f_{n+1} = sum x_j^2 - 1/4."""

from gdbench.verify.transcriptions.problems._mgh import penalty1 as value

__all__ = ["value"]
