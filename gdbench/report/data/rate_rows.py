"""The rows of the table of fitted convergence rates beside theory, and the rates that its figure shows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from gdbench.report.data.looks import Look
from gdbench.report.data.page_data import PageData
from gdbench.report.data.rows import TableCell, cell, rows_of
from gdbench.report.text import words

_ORDER = {True: 2, False: 0}  # Rates that differ from theory stand first, those that agree last.


@dataclass(frozen=True)
class RateRow:
    """One fitted rate: the measured rate and its window, the rate that theory gives, and how the two compare."""

    look: Look
    variant: str
    workload: str
    measured: TableCell
    interval: str
    theory: TableCell
    kind: str
    window: str
    decades: TableCell
    verdict: TableCell
    reason: str
    source: str


def rate_rows(page: PageData) -> list[RateRow]:
    """Return every fitted rate for which theory gives a rate; rates that differ from theory come first."""
    table = page.run.theory_rates
    if not len(table):
        return []
    rows = [
        RateRow(
            look=page.looks[row.variant],
            variant=row.variant,
            workload=row.workload,
            measured=cell(_rate(row.measured, row.kind), float(row.measured)),
            interval=_interval(row),
            theory=cell(_rate(row.theory, row.kind), float(row.theory)),
            kind=("equality" if row.exact else "bound") if row.kind == "linear" else "order",
            window=f"{words.count(row.first_step)}–{words.count(row.last_step)}",
            decades=cell(f"{row.decades:.1f}", float(row.decades)),
            verdict=cell({True: "agrees", False: "differs"}.get(row.agrees, "open"), _ORDER.get(row.agrees, 1)),
            reason=row.reason or "",
            source=row.source or "",
        )
        for row in rows_of(table[table["theory"].notna()])
    ]
    return sorted(rows, key=lambda each: (each.verdict.sort, each.variant, each.workload))


def comparable(rates: pd.DataFrame) -> pd.DataFrame:
    """Return the linear rates for which theory gives a rate, in decades of the gap per step, by workload."""
    if not len(rates):
        return rates
    rows = rates[(rates["kind"] == "linear") & rates["theory"].notna()]
    if not len(rows):
        return rows
    decades = {name: -rows[name].astype(float) / np.log(10.0) for name in ("measured", "theory")}
    ends = np.sort(-rows[["low", "high"]].astype(float).to_numpy() / np.log(10.0), axis=1)
    rows = rows.assign(**decades, low=ends[:, 0], high=ends[:, 1])
    return rows[(rows["measured"] > 0) & (rows["theory"] > 0)].reset_index(drop=True)


def _interval(row: Any) -> str:
    ends = sorted(_rate(bound, row.kind) for bound in (row.low, row.high))
    return words.NONE if np.isnan(row.low) else "–".join(ends)


def _rate(value: float, kind: str) -> str:
    """Return the factor per step of a linear rate, or the power of k of a sublinear one."""
    if not np.isfinite(value):
        return words.NONE
    return f"{math.exp(value):.4g}" if kind == "linear" else f"k^{words.number(float(value), 3)}"
