"""The rows on other scores: AlgoPerf, interquartile means, and results on special kinds of workloads."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from gdbench.report.data.looks import Look
from gdbench.report.data.page_data import PageData
from gdbench.report.data.rows import TableCell, cell, rows_of, solved_cell
from gdbench.report.text import words


@dataclass(frozen=True)
class ScoreRow:
    """One variant: its AlgoPerf score, its interquartile mean with the interval, its mean, and its solved runs."""

    look: Look
    variant: str
    algoperf: TableCell
    iqm: TableCell
    interval: str
    mean: TableCell
    solved: TableCell


@dataclass(frozen=True)
class SpecialRow:
    """One variant on one workload of a special kind."""

    look: Look
    variant: str
    workload: str
    cells: Sequence[TableCell]


@dataclass(frozen=True)
class SpecialTable:
    """A table on one kind of workloads: ``key`` names its files, ``columns`` what follows variant and workload."""

    key: str
    title: str
    caption: str
    columns: Sequence[str]
    rows: Sequence[SpecialRow]


def score_rows(page: PageData) -> list[ScoreRow]:
    """Return the scores of every variant, best AlgoPerf score first."""
    table = page.run.table("aggregates")
    if not len(table):
        return []
    algoperf = page.run.table("algoperf")
    score = dict(zip(algoperf["submission"], algoperf["score"], strict=True))
    means = dict(zip(table["variant"], table["iqm"], strict=True))
    rows = [
        ScoreRow(
            look=page.looks[row.variant],
            variant=row.variant,
            algoperf=_score(score.get(row.variant, math.nan), 3),
            iqm=_score(row.iqm),
            interval=words.interval(row.low, row.high),
            mean=_score(row.mean),
            solved=solved_cell(int(row.solved), int(row.attempted)),
        )
        for row in rows_of(table)
    ]
    return sorted(rows, key=lambda row: (-score.get(row.variant, -1.0), -means[row.variant], row.variant))


def special_tables(page: PageData) -> list[SpecialTable]:
    """Return the tables on multimodal, saddle and moving workloads that have rows."""
    every = [
        SpecialTable(
            "basins",
            "Global basins",
            "Multimodal functions: the share of runs that reached the last target, and thereby found the basin of the "
            "global minimum, with its 95 % interval.",
            ("runs in the basin", "95 % interval"),
            _rows(page, "basins", lambda row: (_found(row), cell(_shares(row)))),
        ),
        SpecialTable(
            "escapes",
            "Saddles",
            "Functions with a saddle: the gradient evaluations after which the median run has left the plateau of the "
            "saddle, with its 95 % interval, and how many runs have left it.",
            ("evaluations to leave", "95 % interval", "runs that left"),
            _rows(page, "escapes", lambda row: (_count(row.escape), cell(_counts(row)), _left(row))),
        ),
        SpecialTable(
            "regret",
            "Moving minima",
            "Workloads whose minimum moves: the mean gap over a run with its 95 % interval, and the mean gap at the "
            "start for scale.",
            ("mean gap", "95 % interval", "gap at the start"),
            _rows(page, "regret", lambda row: (_gap(row.regret), cell(_gaps(row)), _gap(row.start))),
        ),
    ]
    return [table for table in every if table.rows]


def _rows(page: PageData, name: str, cells: Callable[[pd.Series], Sequence[TableCell]]) -> list[SpecialRow]:
    return [
        SpecialRow(page.looks[row["variant"]], row["variant"], row["workload"], cells(row))
        for _, row in page.run.table(name).iterrows()
    ]


def _score(value: float, digits: int = 2) -> TableCell:
    return cell(words.NONE if math.isnan(value) else f"{value:.{digits}f}", float(value))


def _found(row: pd.Series) -> TableCell:
    return solved_cell(int(row["solved"]), int(row["attempted"]))


def _left(row: pd.Series) -> TableCell:
    return solved_cell(int(row["escaped"]), int(row["attempted"]))


def _count(value: float) -> TableCell:
    return cell(words.count(value) if math.isfinite(value) else "not left", float(value))


def _gap(value: float) -> TableCell:
    return cell(words.number(value), float(value))


def _shares(row: pd.Series) -> str:
    return words.NONE if math.isnan(row["low"]) else f"{words.share(row['low'])} – {words.share(row['high'])}"


def _counts(row: pd.Series) -> str:
    if math.isnan(row["low"]):
        return words.NONE
    return " – ".join(words.count(row[name]) if math.isfinite(row[name]) else "∞" for name in ("low", "high"))


def _gaps(row: pd.Series) -> str:
    return f"{words.number(row['low'])} – {words.number(row['high'])}"
