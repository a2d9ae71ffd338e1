"""The rate of convergence that theory gives for a method."""

from __future__ import annotations

from dataclasses import dataclass

from gdbench.types.records import Record


@dataclass(frozen=True)
class Rate(Record):
    """The asymptotic decrease of the gap: like k^power · factor^k (linear), or like k^−order (sublinear).

    ``factor`` is None if theory gives no linear rate, and ``order`` is None if it gives no sublinear one. An ``exact``
    rate is attained, from a generic start, on quadratics whose curvatures reach both bounds; any other rate is an upper
    bound that a method may beat.
    """

    factor: float | None = None
    power: float = 0.0
    order: float | None = None
    exact: bool = False
    source: str = ""
