"""MGH 1981 (35), m = n: f_i = 1/n sum_j T_i(x_j) - int_0^1 T_i, T_i the Chebyshev polynomials shifted to [0, 1]."""

from gdbench.verify.transcriptions.problems._mgh import chebyquad as value

__all__ = ["value"]
