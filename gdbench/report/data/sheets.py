"""The tables of a run in words: the verdict, the specialists, the profile, and expected times per workload."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from gdbench.report.data.looks import unique_slugs
from gdbench.report.data.rows import rows_of
from gdbench.report.text import sentences, words
from gdbench.tables.run import Run
from gdbench.tables.verdicts import TOPS
from gdbench.types.manifest import CellRow

FACTORS = (1.0, 2.0, 5.0, 10.0, 100.0)


@dataclass(frozen=True)
class SheetEntry:
    """One cell of a table; ``strong`` cells hold the best value, or one that does not differ significantly from it."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Sheet:
    """A table in words. ``columns`` are (heading, aligned left?); ``key`` names its file and its label."""

    key: str
    title: str
    columns: Sequence[tuple[str, bool]]
    rows: Sequence[Sequence[SheetEntry]]
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Summary:
    """The contents of a text report: title, sentences, facts of the run, and tables."""

    name: str
    title: str
    sentences: Sequence[str]
    facts: Sequence[tuple[str, str]]
    sheets: Sequence[Sheet]


def summary(run: Run) -> Summary:
    """Return a run in words."""
    told = [sentence for sentence in (sentences.verdict(run), sentences.scope(run)) if sentence]
    title = run.manifest.title or run.manifest.name
    return Summary(run.manifest.name, title, told, sentences.header(run), sheets(run))


def sheets(run: Run) -> list[Sheet]:
    """Return every table of a run that has rows."""
    found = verdict_sheets(run)
    if len(run.contenders):
        groups = dict(iter(run.contenders.groupby("workload", sort=False)))
        names = [name for name in run.workloads if name in groups]
        for name, slug in zip(names, unique_slugs(names), strict=True):
            found.append(_times(groups[name], run.workloads[name], f"ert_{slug}"))
    return found


def verdict_sheets(run: Run) -> list[Sheet]:
    """Return the tables over all workloads that have rows."""
    return [sheet for sheet in (_verdict(run), _specialists(run), _profile(run)) if sheet.rows]


def _verdict(run: Run) -> Sheet:
    columns = [
        ("rank", False), ("variant", True), ("area", False), ("95 % interval", False),
        (f"in first {' · '.join(map(str, TOPS))} (%)", False), ("solved runs", False),
        ("evaluations", False), ("seconds", False), ("diverged", False), ("frozen", False),
    ]  # fmt: skip
    table = run.ranking
    tied = list(table["rank"].duplicated(keep=False)) if len(table) else []
    rows = [
        [
            SheetEntry(_place(row, tied[i]), row.rank == 1),
            SheetEntry(row.variant),
            SheetEntry(f"{row.area:.2f}"),
            SheetEntry(words.interval(row.low, row.high)),
            SheetEntry(words.tops(getattr(row, f"top_{k}") for k in TOPS)),
            SheetEntry(f"{words.count(row.solved)} of {words.count(row.attempted)}"),
            SheetEntry(_effort(row.calls, words.count)),
            SheetEntry(_effort(row.seconds, words.seconds)),
            SheetEntry(words.count(row.diverged)),
            SheetEntry(words.count(row.frozen)),
        ]
        for i, row in enumerate(rows_of(table))
    ]
    notes = [
        "Rank: = marks a tie, that is variants that are not found to be worse than the best one of their rank, by "
        "paired comparisons that hold together at 95 %; brackets give the 95 % interval of the place.",
        "In first: the probability that the variant's area is among so many largest ones.",
        "Area: mean over targets, seeds and workloads of 1 − log(evaluations to the target) / log(budget); a miss "
        "counts as 0.",
        "Evaluations and seconds: expected running time to the last target, the median over workloads.",
    ]
    return Sheet("verdict", "Verdict", columns, rows, notes)


def _specialists(run: Run) -> Sheet:
    columns = [
        ("variant", True), ("workloads", False), ("area", False), ("95 % interval", False), ("solved runs", False),
        ("area of the leader", False),
    ]  # fmt: skip
    rows = [
        [
            SheetEntry(row.variant),
            SheetEntry(f"{row.workloads} of {len(run.workloads)}"),
            SheetEntry(f"{row.area:.2f}"),
            SheetEntry(words.interval(row.low, row.high)),
            SheetEntry(f"{words.count(row.solved)} of {words.count(row.attempted)}"),
            SheetEntry(words.NONE if np.isnan(row.leader_area) else f"{row.leader_area:.2f}"),
        ]
        for row in rows_of(run.specialists)
    ]
    note = "These variants apply to fewer than half of the workloads, and each is judged on its own workloads only."
    return Sheet("specialists", "Specialists", columns, rows, [note])


def _profile(run: Run) -> Sheet:
    """Return the heights of the performance profile at a few factors; the largest of each column is strong."""
    table = run.profile
    names = list(table["variant"].unique()) if len(table) else []
    order = {name: i for i, name in enumerate(run.ranking["variant"])} if len(run.ranking) else {}
    names.sort(key=lambda name: order.get(name, len(order)))
    curves = dict(iter(table.groupby("variant", sort=False, observed=True))) if names else {}
    heights = np.array([_heights(curves[name]) for name in names])
    tops = heights.max(axis=0) if names else []
    rows = [
        [SheetEntry(str(name)), *(SheetEntry(words.share(h), h == top) for h, top in zip(own, tops, strict=True))]
        for name, own in zip(names, heights, strict=True)
    ]
    columns = [("variant", True), *((f"within {factor:g}×", False) for factor in FACTORS)]
    note = (
        "Share of (workload, target) pairs that a variant reaches with at most that many times the gradient "
        "evaluations of the fastest variant on the pair; pairs that nobody reaches are left out."
    )
    return Sheet("profile", "Performance profile", columns, rows, [note])


def _heights(curve: pd.DataFrame) -> list[float]:
    """Return the height of a profile at each of the factors."""
    within = np.searchsorted(curve["tau"].to_numpy(), np.array(FACTORS) * (1 + 1e-9), side="right")
    shares = curve["share"].to_numpy()
    return [float(shares[place - 1]) if place else float("nan") for place in within]


def _times(table: pd.DataFrame, workload: CellRow, key: str) -> Sheet:
    """Return the expected running times to every target of one workload, soonest to the last target first."""
    levels = sorted(table["level"].unique(), reverse=True)
    last = table[table["level"] == levels[-1]].set_index("variant")
    wide = {(row.variant, row.level): row for row in rows_of(table)}
    order = sorted(last.index, key=lambda name: (last.loc[name, "ert"], [wide[name, x].ert for x in levels]))
    rows = [
        [
            SheetEntry(name),
            *(_time(wide[name, level]) for level in levels),
            SheetEntry(f"{last.loc[name, 'solved']} of {last.loc[name, 'attempted']}"),
        ]
        for name in order
    ]
    relative = workload.relative
    heads = [(f"to {words.level(x)}" if relative else f"to {words.level(x)} above", False) for x in levels]
    columns = [("variant", True), *heads, ("solved runs", False)]
    measure = "gap" if workload.measure == "value" else workload.measure.replace("_", " ")
    what = f"shares of the {measure} at the start" if relative else f"{measure} above the best possible"
    note = (
        f"Expected gradient evaluations to each target (targets are {what}), with the 95 % bootstrap interval over "
        "seeds in brackets, if there are at least six. Bold: the fastest variant, and those that cannot be told apart "
        "from it."
    )
    return Sheet(key, f"Expected running time on {workload.workload}", columns, rows, [note])


def _time(row: Any) -> SheetEntry:
    if np.isinf(row.ert):
        return SheetEntry("not reached")
    if np.isnan(row.low):
        return SheetEntry(words.count(row.ert), bool(row.best))
    ends = [words.count(bound) if np.isfinite(bound) else "∞" for bound in (row.low, row.high)]
    return SheetEntry(f"{words.count(row.ert)} ({ends[0]}–{ends[1]})", bool(row.best))


def _place(row: Any, tied: bool) -> str:
    ends = f"{row.rank_low}" if row.rank_low == row.rank_high else f"{row.rank_low}–{row.rank_high}"
    return f"{'=' if tied else ''}{row.rank} ({ends})"


def _effort(value: float, form: Callable[[float], str]) -> str:
    if value is None or np.isnan(value):
        return words.NONE
    return "not reached" if np.isinf(value) else form(value)
