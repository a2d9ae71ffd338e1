"""The sentences on the page of two runs, made from their data."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from gdbench.report.data.contrast import Contrast
from gdbench.report.data.rows import rows_of
from gdbench.report.text import words


def title(contrast: Contrast) -> str:
    """Return the title of the page; if both runs have the same name, the title begins with it."""
    base, head = contrast.labels
    name = contrast.head.manifest.name
    shared = f"{name}: " if name == contrast.base.manifest.name else ""
    return f"{shared}{head} against {base}"


def lead(contrast: Contrast) -> str:
    """Return which variants got better or worse on common ground, or why none can be compared."""
    pair, table = contrast.pair, contrast.moves
    base, head = contrast.spoken
    if not len(pair.base_cells):
        return f"{head} and {base} have no evaluated cell in common, so there is nothing to compare."
    if pair.identical == len(pair.base_cells):
        count = words.several(len(pair.base_cells), "common cell")
        return f"Nothing can have changed: {_all(len(pair.base_cells), count)} one and the same computation."
    if not len(table):
        return "No variant applies to half of the common workloads, so none is ranked; cells are compared below."
    moved = {side: table[table["moved"] == side] for side in ("better", "worse")}
    parts = [_movers(rows, side, head, base) for side, rows in moved.items() if len(rows)]
    rest = int((table["moved"] == "same").sum())
    if not parts:
        none = f"No variant moved: over all workloads, none of {words.count(rest)} ranked in both runs changed beyond"
        return f"{none} chance.{_single(contrast)}"
    still = f" {words.several(rest, 'other')} did not change beyond chance." if rest else ""
    return " ".join(parts) + still + _single(contrast)


def scope(contrast: Contrast) -> str:
    """Return a sentence on the cells that the runs have in common, and one on how their conditions differ."""
    pair = contrast.pair
    sizes = [len(run.manifest.cells) for run in (contrast.base, contrast.head)]
    base, head = contrast.spoken
    common = len(pair.base_cells)
    cells = f"{words.several(common, 'cell')} ({head} has {words.count(sizes[1])}, {base} {words.count(sizes[0])})"
    same = (
        f"; {words.count(pair.identical)} of them are one and the same computation, stored under one key"
        if pair.identical
        else ""
    )
    table = contrast.circumstances
    other = [f"{row.name if row.section == 'environment' else f'{row.section}: {row.name}'}" for row in _changed(table)]
    differs = f" The runs differ in {words.listed([name.replace('_', ' ') for name in other], 8)}." if other else ""
    return f"Both evaluated {cells}{same}.{differs}"


def chance(contrast: Contrast) -> str:
    """Return how many cells would be marked even if only chance were at work."""
    table = contrast.ratios
    if not len(table):
        return ""
    equal = (table[["ratio", "low", "high"]] == 1.0).all(axis=1)
    tested = int((~equal & (table["moved"] != "unsolved")).sum())
    marked = int(table["moved"].isin(["faster", "slower"]).sum())
    if not tested:
        return "Wherever either run reached the last target, both took the same number of evaluations."
    return (
        f"{words.several(marked, 'cell')} changed beyond chance, of {words.count(tested)} in which the two runs differ "
        f"at all. Each is judged at 95 %: if nothing but luck had changed, about {words.count(np.ceil(0.05 * tested))} "
        "would be listed here."
    )


def clock(contrast: Contrast) -> str:
    """Return how far the times per step of the two runs can be compared."""
    if not contrast.same_clock:
        return (
            "Machine, packages or the timed problem differ between the runs, so these times do not compare; they are "
            "shown side by side, without a ratio."
        )
    return (
        "Both runs used the same machine and packages, but at different times, so the ratio also contains whatever "
        "else the machine did then. A verdict on speed needs both measured in turns: use gdbench compare or gdbench "
        "regress."
    )


def _all(count: int, text: str) -> str:
    return f"the {text} is" if count == 1 else f"all {text}s are" if not text.endswith("s") else f"all {text} are"


def _single(contrast: Contrast) -> str:
    """Return how many single cells changed."""
    ends = [int((contrast.ratios["moved"] == side).sum()) for side in ("faster", "slower")]
    if not any(ends):
        return ""
    told = [f"{words.count(amount)} {side}" for amount, side in zip(ends, ("faster", "slower"), strict=True) if amount]
    return f" Of {words.several(len(contrast.ratios), 'single cell')}, {' and '.join(told)}."


def _movers(rows: pd.DataFrame, side: str, head: str, base: str) -> str:
    """Name the variants that moved in one direction, the first of them with its numbers."""
    order = rows.sort_values("difference", ascending=side == "worse")
    names = list(order["variant"])
    first = order.iloc[0]
    low, high = (words.signed(first[name]) for name in ("low", "high"))
    size = f"area {words.signed(first['difference'])}, 95 % interval {low} to {high}"
    verb = "is" if len(names) == 1 else "are"
    told = words.listed([f"{names[0]} ({size})", *names[1:]])
    return f"{told} {verb} {side} in {head} than in {base}."


def _changed(table: pd.DataFrame) -> list[Any]:
    return list(rows_of(table[~table["same"].astype(bool)]))
