"""What the page of two runs says in prose, from data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from gdbench.report import words
from gdbench.report.sentences import date_of

if TYPE_CHECKING:
    from gdbench.report.contrast import Contrast


def labels(base: Mapping[str, Any], head: Mapping[str, Any]) -> tuple[str, str]:
    """Return what to call two runs: their names, with dates where the names are equal, with sides where both are."""
    names = [str(manifest["name"]) for manifest in (base, head)]
    if names[0] != names[1]:
        return names[0], names[1]
    dates = [date_of(manifest["created"]) if "created" in manifest else "" for manifest in (base, head)]
    if dates[0] != dates[1]:
        return f"{names[0]} of {dates[0]}", f"{names[1]} of {dates[1]}"
    return f"{names[0]} (the other)", names[1]


def signed(value: float, digits: int = 2) -> str:
    """Return a change with its sign: +0.10, −0.05, 0.00."""
    text = f"{value:.{digits}f}"
    zero = float(text) == 0
    return text.lstrip("-") if zero else f"+{text}" if value > 0 else text.replace("-", "−")


def lead(contrast: Contrast) -> str:
    """Return which variants got better or worse on common ground, or why nobody can."""
    pair, table = contrast.pair, contrast.moves
    base, head = contrast.labels
    if not len(pair.base_cells):
        return f"{head} and {base} have no evaluated cell in common, so there is nothing to compare."
    if pair.identical == len(pair.base_cells):
        count = words.several(len(pair.base_cells), "common cell")
        return f"Nothing can have changed: {_all(len(pair.base_cells), count)} one and the same computation."
    if not len(table):
        return "No variant applies to half of the common workloads, so nobody is ranked; cells are compared below."
    moved = {side: table[table["moved"] == side] for side in ("better", "worse")}
    parts = [_movers(rows, side, head, base) for side, rows in moved.items() if len(rows)]
    rest = int((table["moved"] == "same").sum())
    if not parts:
        return f"No variant moved: of {words.several(rest, 'variant')} ranked in both runs, none changed beyond chance."
    still = f" {words.several(rest, 'other')} did not change beyond chance." if rest else ""
    return " ".join(parts) + still


def scope(contrast: Contrast) -> str:
    """Return how much the runs have in common, and in what else they differ."""
    pair = contrast.pair
    sizes = [len(brief.cells) for brief in (contrast.base, contrast.head)]
    base, head = contrast.labels
    common = len(pair.base_cells)
    cells = f"{words.several(common, 'cell')} ({head} has {words.count(sizes[1])}, {base} {words.count(sizes[0])})"
    same = (
        f"; {words.count(pair.identical)} of them are one and the same computation, stored under one key"
        if pair.identical
        else ""
    )
    table = contrast.circumstances
    other = [f"{row.name if row.section == 'environment' else f'{row.section} {row.name}'}" for row in _changed(table)]
    differs = f" The runs differ in {words.listed([name.replace('_', ' ') for name in other], 8)}." if other else ""
    return f"Both evaluated {cells}{same}.{differs}"


def chance(contrast: Contrast) -> str:
    """Return how many cells would be marked by chance alone."""
    table = contrast.ratios
    own = contrast.pair.base_cells["evaluation"].to_numpy() != contrast.pair.head_cells["evaluation"].to_numpy()
    tested = int((own & (table["moved"] != "unsolved").to_numpy()).sum()) if len(table) else 0
    marked = int(table["moved"].isin(["faster", "slower"]).sum()) if len(table) else 0
    if not tested:
        return ""
    return (
        f"{words.several(marked, 'cell')} changed beyond chance, of {words.count(tested)} that were computed anew and "
        f"solved in either run. Each is judged at 95 %: had nothing changed at all, about "
        f"{words.count(np.ceil(0.05 * tested))} would stand here by chance."
    )


def clock(contrast: Contrast) -> str:
    """Return what the times per step are worth."""
    same = contrast.circumstances.query("section in ('environment', 'timing')")["same"].all()
    if not same:
        return (
            "Machine, packages or the timed problem differ between the runs, so these times do not compare; they are "
            "shown side by side for reference."
        )
    return (
        "The same machine and packages, but at different times: what else the machine did then is in the ratio. "
        "A verdict on speed needs both in turns: gdbench compare, or nox -s regress."
    )


def _all(count: int, text: str) -> str:
    return f"the {text} is" if count == 1 else f"all {text}s are" if not text.endswith("s") else f"all {text} are"


def _movers(rows: Any, side: str, head: str, base: str) -> str:
    """Name those who moved one way, the first with its numbers."""
    order = rows.sort_values("difference", ascending=side == "worse")
    names = list(order["variant"])
    first = order.iloc[0]
    size = f"area {signed(first['difference'])}, 95 % interval {signed(first['low'])} to {signed(first['high'])}"
    verb = "is" if len(names) == 1 else "are"
    told = words.listed([f"{names[0]} ({size})", *names[1:]])
    return f"{told} {verb} {side} in {head} than in {base}."


def _changed(table: Any) -> list[Any]:
    return [row for row in table[~table["same"].astype(bool)].itertuples(index=False)]
