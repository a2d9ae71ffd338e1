"""The rows on times: own variants against Optax, time per step, and compilations."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from gdbench.report.data.looks import Look
from gdbench.report.data.page_data import PageData
from gdbench.report.data.rows import TableCell, cell, rows_of
from gdbench.report.text import words


@dataclass(frozen=True)
class ConformanceRow:
    """An own variant beside its counterpart in Optax: the distance of their end points, and their step times."""

    look: Look | None
    variant: str
    counterpart: str
    difference: TableCell
    own: TableCell
    other: TableCell
    ratio: TableCell
    interval: str
    setting: str


@dataclass(frozen=True)
class StepRow:
    """The time of one step of a variant, and what a call costs beside its steps.

    ``bar`` is the length of the step's time in percent on a logarithmic axis.
    """

    look: Look | None
    variant: str
    step: TableCell
    bar: float
    interval: str
    processes: TableCell
    call: TableCell
    trace: TableCell
    compile: TableCell


@dataclass(frozen=True)
class CompiledRow:
    """One shared program, and how long tracing and compiling it took."""

    bundle: str
    cells: TableCell
    runs: TableCell
    trace: TableCell
    compile: TableCell


def conformance_rows(page: PageData) -> list[ConformanceRow]:
    """Return each timed own variant beside its counterpart."""
    return [
        ConformanceRow(
            look=page.looks.get(row.variant),
            variant=row.variant,
            counterpart=row.counterpart,
            difference=cell(words.number(row.difference), float(row.difference)),
            own=_time(row.own_seconds),
            other=_time(row.counterpart_seconds),
            ratio=cell(f"{words.ratio(row.ratio)}×", float(row.ratio)),
            interval=_interval(words.ratio, row.low, row.high, "–"),
            setting=words.setting({**row.setting, **row.counterpart_setting}),
        )
        for row in rows_of(page.run.conformance)
    ]


def step_rows(page: PageData) -> list[StepRow]:
    """Return the time per step of each variant with its interval, fastest first."""
    if not len(page.run.steps):
        return []
    table = page.run.steps.sort_values("seconds_per_step")
    low = float(table["low"].fillna(table["seconds_per_step"]).min()) / 1.3
    high = float(table["high"].fillna(table["seconds_per_step"]).max())
    return [
        StepRow(
            look=page.looks.get(row.variant),
            variant=row.variant,
            step=_time(row.seconds_per_step),
            bar=round(100 * math.log(row.seconds_per_step / low) / math.log(high / low), 1),
            interval=_interval(words.seconds, row.low, row.high, " – "),
            processes=cell(words.count(row.processes), row.processes),
            call=_time(row.call_seconds),
            trace=_time(row.trace_seconds),
            compile=_time(row.compile_seconds),
        )
        for row in rows_of(table)
    ]


def compiled_rows(page: PageData) -> list[CompiledRow]:
    """Return the shared programs, those that took longest to compile first."""
    return [
        CompiledRow(
            bundle=each.bundle,
            cells=cell(words.count(each.cells), each.cells),
            runs=cell(words.count(each.runs_per_tile), each.runs_per_tile),
            trace=_time(each.trace_seconds),
            compile=_time(each.compile_seconds),
        )
        for each in sorted(page.manifest.compiled, key=lambda each: -each.compile_seconds)
    ]


def _interval(said: Callable[[float], str], low: float, high: float, between: str) -> str:
    """Return both ends in words; a single process gives no interval."""
    return words.NONE if math.isnan(low) else f"{said(low)}{between}{said(high)}"


def _time(seconds: float) -> TableCell:
    return cell(words.seconds(seconds), float(seconds))
