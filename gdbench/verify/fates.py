"""How a run under hostile gradients ended, and at which step."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

import numpy as np

LAST = 10  # a coordinate that does not move in so many steps stands still


class How(StrEnum):
    """The ways in which a run may end; the engine reports the first two, and the third if the gradient is large."""

    DIVERGED = "diverges"
    FROZEN = "its state overflows"
    STILL = "stands still"
    HALF_STILL = "stands still in some coordinates alone"
    MOVING = "moves on"


class Fate(NamedTuple):
    """How a run ended, the step of the damage if there was any, and the coordinates that stand still."""

    how: How
    step: int | None = None
    still: tuple[int, ...] = ()

    def __str__(self) -> str:
        return self.how.value if self.step is None else f"{self.how.value} at step {self.step}"


def fate(points: np.ndarray, damaged: np.ndarray) -> Fate:
    """Return how a run ended, from its points ``[T + 1, n]`` and whether its state was damaged after each step ``[T]``.

    A run that lost its state while its point was finite is frozen, even if the point becomes infinite later.
    """
    bad = ~np.isfinite(points).all(axis=1)
    never = len(points)
    diverged = int(np.argmax(bad)) if bad.any() else never
    frozen = int(np.argmax(damaged)) + 1 if damaged.any() else never
    if min(diverged, frozen) < never:
        return Fate(How.DIVERGED, diverged) if diverged <= frozen else Fate(How.FROZEN, frozen)
    return _movement(points)


def _movement(points: np.ndarray) -> Fate:
    """Return how a finite run moved in its last steps.

    A coordinate is only said to stand still if the steps of the others would be visible there, beyond its rounding.
    """
    moves = np.abs(points[-LAST:] - points[-LAST - 1 : -1]).max(axis=0)
    resolution = 8 * np.spacing(np.abs(points[-LAST:]).max(axis=0))
    if not moves.any():
        return Fate(How.STILL)
    still = np.flatnonzero((moves == 0) & (resolution <= moves.max()))
    if not still.size:
        return Fate(How.MOVING)
    return Fate(How.HALF_STILL, still=tuple(still.tolist())) if np.any(moves > resolution) else Fate(How.STILL)
