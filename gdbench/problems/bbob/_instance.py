"""COCO's draws for a function and an instance: the minimiser, the offset and rotations.

The draws equal those of Hansen, Finck, Ros & Auger 2009 in every digit. COCO keeps n² draws in a table of 2000 and
its suite ends at n = 40, so functions with a rotation are defined up to n = 40.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np

from gdbench.registry import problem
from gdbench.types import scalable

ANY = scalable(10, at_least=2)
ROTATED = scalable(10, at_least=2, at_most=40)

_SHARED = {4: 3, 18: 17}  # functions that share the draws of another function
_MODULUS = 2**31 - 1


@dataclass(frozen=True)
class Drawn:
    """One instance of one function."""

    number: int
    instance: int

    def __post_init__(self):
        known = isinstance(self.instance, int) and not isinstance(self.instance, bool)
        if not known or self.instance < 1:
            raise ValueError(f"an instance of a bbob function is a whole number from 1 on, not {self.instance!r}")

    @property
    def seed(self):
        """The seed of all draws."""
        return _SHARED.get(self.number, self.number) + 10_000 * self.instance

    def problem(self, **facts):
        """Declare a function as a problem with the facts that all bbob functions share, plus ``facts``."""
        return problem(
            start=0.0,
            minimum=0.0,
            offset=self.offset(),
            box=(-5.0, 5.0),
            source=f"Hansen, Finck, Ros & Auger 2009, INRIA RR-6829, function {self.number}",
            **facts,
        )

    def offset(self):
        """Return COCO's offset, the ratio of two normal numbers, rounded to hundredths and limited to ±1000."""
        above, below = (normal(self.seed + k, 1)[0] for k in (0, 1))
        return min(1000.0, max(-1000.0, math.floor(100.0 * 100.0 * above / below + 0.5) / 100.0))

    def x_opt(self, n):
        """Return the minimiser, a point of a grid with spacing 8e-4 in [−4, 4] without zero coordinates."""
        return point(self.seed, n)

    def r(self, n):
        """Return the rotation R."""
        return rotation(self.seed + 1_000_000, n)

    def q(self, n):
        """Return the rotation Q."""
        return rotation(self.seed, n)

    def stretch(self, n, condition):
        """Return R Λ Q, where Λ stretches the axes by factors from 1 to √condition."""
        return self.r(n) * condition ** (0.5 * ramp(n)) @ self.q(n)


def ramp(n):
    """Return n numbers from 0 to 1 in equal steps."""
    return np.arange(n) / (n - 1.0)


@cache
def uniform(seed, count):
    """Return numbers in (0, 1) from a multiplicative generator that is shuffled through a table of 32."""
    state, table = seed, [0] * 32
    for slot in range(39, -1, -1):
        state = 16807 * state % _MODULUS
        if slot < 32:
            table[slot] = state
    shown, numbers = table[0], np.empty(count)
    for k in range(count):
        state = 16807 * state % _MODULUS
        slot = shown // 67108865
        shown, table[slot] = table[slot], state
        numbers[k] = shown
    return _frozen(numbers / _MODULUS)


def normal(seed, count):
    """Return normal numbers, each computed from two uniform ones (Box and Muller)."""
    numbers = uniform(seed, 2 * count)
    found = np.sqrt(-2.0 * np.log(numbers[:count])) * np.cos(2.0 * math.pi * numbers[count:])
    return np.where(found == 0.0, 1e-99, found)


def point(seed, n):
    """Return the minimiser that most functions derive from a seed."""
    found = 8.0 * np.floor(1e4 * uniform(seed, n)) / 1e4 - 4.0
    return np.where(found == 0.0, -1e-5, found)


@cache
def rotation(seed, n):
    """Return a rotation ``[n, n]``, made of normal columns by orthonormalising each against those before it."""
    columns = []
    for drawn in normal(seed, n * n).reshape(n, n):
        column = drawn
        for before in columns:
            column = column - (column @ before) * before
        columns.append(column / math.sqrt(column @ column))
    return _frozen(np.stack(columns, axis=1))


def _frozen(array):
    array.setflags(write=False)
    return array
