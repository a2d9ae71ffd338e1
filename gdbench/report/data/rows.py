"""The cells of the page's tables: the text to read, and the value by which a column is sorted."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from gdbench.report.text import words

LAST = 1e300  # Stands for infinity and sorts last, because JSON and HTML attributes have no infinity.


@dataclass(frozen=True)
class TableCell:
    """One cell of a sortable table; ``small`` follows the text in small print, ``dim`` cells are grey."""

    text: str
    sort: float | str
    dim: bool = False
    small: str = ""


@dataclass(frozen=True)
class Glyph:
    """An interval with its middle, as positions in percent of an axis."""

    low: float
    mid: float
    high: float


def rows_of(table: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows of a table as named tuples, whose fields are its columns.

    Pandas types each field as a union of everything that a column may hold, so that no caller could use one.
    """
    return table.itertuples(index=False)


def cell(text: str, sort: float | str | None = None, *, dim: bool = False, small: str = "") -> TableCell:
    """Return a cell that is sorted by ``sort``, or else by its text; infinities become very large numbers."""
    if isinstance(sort, float) and not math.isfinite(sort):
        sort = LAST if sort > 0 else -LAST if sort < 0 else ""
    return TableCell(text, text if sort is None else sort, dim, small)


def effort_cell(value: float, form: Callable[[float], str]) -> TableCell:
    """Return a cost in words; ``form`` formats the cost of a reached target."""
    if value is None or math.isnan(value):
        return cell(words.NONE, math.inf, dim=True)
    if math.isinf(value):
        return cell("not reached", 1e299, dim=True)
    return cell(form(value), float(value))


def solved_cell(solved: int, attempted: int) -> TableCell:
    """Return the share of runs that reached the last target, with both numbers in small print."""
    share = solved / attempted if attempted else math.nan
    return cell(words.share(share), share, small=f"{words.count(solved)}/{words.count(attempted)}")


def glyph(low: float, middle: float, high: float, widest: float) -> Glyph:
    """Return an interval on an axis from 0 to ``widest``; only its middle where it has no ends."""
    ends = (middle if math.isnan(value) else value for value in (low, high))
    first, last = (round(100 * value / widest, 1) for value in ends)
    return Glyph(first, round(100 * middle / widest, 1), last)


def round_up(value: float) -> float:
    """Return the end of an axis that holds a value: the next tenth, 0.1 at least."""
    return max(0.1, math.ceil(10 * value) / 10) if math.isfinite(value) else 1.0
