"""The rows of the verdict: ranked variants and specialists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from gdbench.report.data.looks import Look
from gdbench.report.data.page_data import PageData
from gdbench.report.data.rows import Glyph, TableCell, cell, effort_cell, glyph, round_up, rows_of, solved_cell
from gdbench.report.text import words
from gdbench.tables.verdicts import TOPS


@dataclass(frozen=True)
class RankedRow:
    """One ranked variant; ``default`` is its area at the default setting, if that was run."""

    look: Look
    rank: TableCell
    area: TableCell
    glyph: Glyph
    interval: str
    tops: TableCell
    solved: TableCell
    calls: TableCell
    seconds: TableCell
    bad: Sequence[TableCell]
    default: TableCell | None = None


@dataclass(frozen=True)
class SpecialistRow:
    """One variant that is not ranked, and the leader's area on the same workloads."""

    look: Look
    workloads: TableCell
    area: TableCell
    glyph: Glyph
    interval: str
    leader: TableCell
    solved: TableCell


def verdict_rows(page: PageData) -> list[RankedRow]:
    """Return the ranking, one row per variant; = marks ties."""
    table = page.run.ranking
    if not len(table):
        return []
    widest, defaults = round_up(_largest(table, "area", "high")), _default_cells(page)
    tied = table["rank"].duplicated(keep=False)
    return [
        RankedRow(
            look=page.looks[row.variant],
            rank=cell(f"={row.rank}" if tied[place] else f"{row.rank}", int(row.rank)),
            area=cell(f"{row.area:.2f}", float(row.area)),
            glyph=glyph(row.low, row.area, row.high, widest),
            interval=words.interval(row.low, row.high),
            tops=cell(words.tops(getattr(row, f"top_{k}") for k in TOPS), float(getattr(row, f"top_{TOPS[0]}"))),
            solved=solved_cell(int(row.solved), int(row.attempted)),
            calls=effort_cell(row.calls, words.count),
            seconds=effort_cell(row.seconds, words.seconds),
            bad=_bad_ends(row, page.bad_ends),
            default=defaults.get(row.variant),
        )
        for place, row in enumerate(rows_of(table))
    ]


def specialist_rows(page: PageData) -> list[SpecialistRow]:
    """Return the variants that are not ranked, each compared with the leader on its own workloads."""
    table = page.run.specialists
    widest = round_up(_largest(table, "area", "high", "leader_area")) if len(table) else 1.0
    return [
        SpecialistRow(
            look=page.looks[row.variant],
            workloads=cell(f"{row.workloads} of {len(page.run.workloads)}", int(row.workloads)),
            area=cell(f"{row.area:.2f}", float(row.area)),
            glyph=glyph(row.low, row.area, row.high, widest),
            interval=words.interval(row.low, row.high),
            leader=cell(words.NONE if np.isnan(row.leader_area) else f"{row.leader_area:.2f}", row.leader_area),
            solved=solved_cell(int(row.solved), int(row.attempted)),
        )
        for row in rows_of(table)
    ]


def _largest(table: pd.DataFrame, *columns: str) -> float:
    """Return the largest number in some columns; an interval or a leader may be missing."""
    return float(np.nanmax(table[list(columns)].to_numpy(float)))


def _default_cells(page: PageData) -> Mapping[str, TableCell]:
    """Return the area at the default setting of each variant, with the gain from tuning in small print."""
    cells = {}
    for row in rows_of(page.run.defaults):
        apart = row.gain_low > 0 or row.gain_high < 0
        gain = words.signed(row.gain) if apart else "≈"
        cells[row.variant] = cell(f"{row.default_area:.2f}", float(row.default_area), small=gain)
    return cells


def _bad_ends(row: Any, ends: Sequence[str]) -> list[TableCell]:
    amounts = [int(getattr(row, name)) for name in ends]
    return [cell(words.count(amount), amount, dim=not amount) for amount in amounts]
