"""Karimireddy et al. 2019: 4 x with probability 1/4, -x with 3/4."""

from gdbench.verify.transcriptions.problems._games import mean_slope

value = mean_slope([(4.0, 0.25), (-1.0, 0.75)])
