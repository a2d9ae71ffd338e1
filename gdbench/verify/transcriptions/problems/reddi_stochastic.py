"""Reddi, Kale and Kumar 2018: 1010 x with probability 0.01 and -10 x else."""

from gdbench.verify.transcriptions.problems._games import mean_slope

value = mean_slope([(1010.0, 0.01), (-10.0, 0.99)])
