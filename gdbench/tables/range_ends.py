"""On how many workloads a tuned learning rate lies at an end of the range in which it was searched."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from gdbench.tables.tidy import StoredCells, matrix

NEAR = 3.0  # a rate is at an end of its range if it is within this factor of the end
COLUMNS = ["variant", "at_low_end", "at_high_end", "searched_workloads"]


def end_of(rate: float, low: float, high: float) -> str:
    """Return the end of the range, "low" or "high", within a factor of `NEAR` of which a rate lies, else ""."""
    if rate <= low * NEAR:
        return "low"
    return "high" if rate * NEAR >= high else ""


def range_ends(evaluated: StoredCells) -> pd.DataFrame:
    """Return, per variant, the number of workloads on which the chosen learning rate is at an end of its range.

    A rate at an end says that the range may exclude better ones. Only workloads on which the learning rate was searched
    on a logarithmic scale count, and only those on which some run at the chosen setting ended below its start:
    elsewhere no trial was better than another for a reason that a range could mend. Columns: variant, at_low_end,
    at_high_end, searched_workloads (those that count).
    """
    rows = []
    for cell, _, table in evaluated:
        found = cell.searched.get("learning_rate")
        rate = cell.setting.get("learning_rate")
        if found is None or rate is None or found[2] != "log":
            continue
        tuned = table["trial"].to_numpy() >= 0
        start = matrix(table, "curve_gap")[:, 0]
        if improves(start[tuned], table["gap"].to_numpy()[tuned]):
            rows.append((cell.variant, end_of(float(rate), found[0], found[1])))
    return counted(rows)


def improves(start: np.ndarray, gap: np.ndarray) -> bool:
    """Return whether any run ended below its first sample, given both gaps ``[R]``."""
    return bool((np.isfinite(gap) & (gap < start)).any())


def counted(rows: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """Return the table of `range_ends` of (variant, end) of every workload that counts."""
    frame = pd.DataFrame(rows, columns=["variant", "end"])
    groups = frame.groupby("variant", sort=False)["end"]
    ends = {"at_low_end": "low", "at_high_end": "high"}
    table = pd.DataFrame({name: groups.agg(lambda each, end=end: int((each == end).sum())) for name, end in ends.items()})
    return table.assign(searched_workloads=groups.size()).rename_axis("variant").reset_index()[COLUMNS]
