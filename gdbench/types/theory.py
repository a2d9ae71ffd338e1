"""What theory promises of a method: a rate of convergence."""

from __future__ import annotations

from dataclasses import dataclass

from gdbench.types.records import Record


@dataclass(frozen=True)
class Rate(Record):
    """How the gap falls in the end: like k^power · factor^k (linear), or like k^−order (sublinear).

    ``factor`` is None where theory promises no linear rate, ``order`` where it promises no sublinear one. An ``exact``
    rate is reached on quadratics that reach both bounds of the curvature, from a generic start; any other is a bound
    that a method may beat.
    """

    factor: float | None = None
    power: float = 0.0
    order: float | None = None
    exact: bool = False
    source: str = ""
