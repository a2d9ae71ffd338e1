"""Reddi, Kale and Kumar 2018: C x in one of three steps and -x else, with C = 3."""

from gdbench.verify.transcriptions.problems._games import mean_slope

value = mean_slope([(3.0, 1 / 3), (-1.0, 2 / 3)])
