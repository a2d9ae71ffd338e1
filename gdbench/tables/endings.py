"""The names of run ends and trial labels, the order in which they are listed, and their wording in texts.

Run ends are named as in `gdbench.types.Status`.
"""

from __future__ import annotations

from gdbench.types import Status

ENDS = ("solved", "budget", "diverged", "frozen", "left_box", "below_fstar")
CELL_ENDS = ("failed", "declined")  # such a cell has no runs; the tables give it a single row
BAD_ENDS = ("diverged", "frozen", "left_box", "below_fstar")
CODES = {status.label: int(status) for status in Status}

SPOKEN = {"budget": "out of budget", "left_box": "left the box", "below_fstar": "below f*"}
SHORT = {"left_box": "left box", "below_fstar": "below f*"}
LABELS = ("stable", "slow", "oscillating", "diverged")  # labels of trials


def spoken(end: str) -> str:
    """Return how an end is called in a sentence."""
    return SPOKEN.get(end, end)


def short(end: str) -> str:
    """Return how an end is called at the head of a column."""
    return SHORT.get(end, end)
