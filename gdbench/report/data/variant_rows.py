"""The rows on single variants: the chosen setting, the cost of the last target and the run ends on each workload."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gdbench.report.data.looks import Look
from gdbench.report.data.page_data import PageData
from gdbench.report.text import notes, words
from gdbench.tables import endings
from gdbench.types.manifest import CellRow

_CELL = ("variant", "workload")


@dataclass(frozen=True)
class ChosenRow:
    """One workload of a variant, in words."""

    workload: str
    slug: str
    area: str
    untuned: str
    calls: str
    setting: str
    trial: str
    ends: str


@dataclass(frozen=True)
class VariantRow:
    """One variant: a summary in words, its fixed hyperparameters, and its workloads."""

    look: Look
    fixed: str
    brief: str
    rows: Sequence[ChosenRow]


def variant_rows(page: PageData) -> list[VariantRow]:
    """Return the variants of evaluated cells, in the order of the manifest."""
    areas, ends = _areas(page), _ends(page)
    chosen: dict[str, list[ChosenRow]] = {}
    for each in page.manifest.cells:
        if each.status == "done":
            key = (each.variant, each.workload)
            row = _chosen(page, each, areas.get(key, (math.nan, math.nan)), ends.get(key, words.NONE))
            chosen.setdefault(each.variant, []).append(row)
    fixed = {each.variant: each.fixed for each in page.manifest.cells}
    return [
        VariantRow(
            page.looks[name],
            words.setting(fixed[name]) if fixed[name] else "",
            notes.variant_in_short(page.run, name),
            rows,
        )
        for name, rows in chosen.items()
    ]


def mostly_diverged(page: PageData) -> list[str]:
    """Return the cells in which more than half of the runs diverged at the setting that tuning chose."""
    table = page.run.ends
    if "diverged" not in table:
        return []
    counts = table.set_index(["variant", "workload"])
    shares = counts["diverged"] / counts.sum(axis=1)
    return [f"{variant} on {workload}" for variant, workload in shares.index[shares > 0.5]]


def _chosen(page: PageData, row: CellRow, areas: tuple[float, float], ends: str) -> ChosenRow:
    ert = page.run.last_ert.get((row.variant, row.workload), math.inf)
    area, untuned = (words.NONE if math.isnan(value) else f"{value:.2f}" for value in areas)
    return ChosenRow(
        workload=row.workload,
        slug=page.slugs[row.workload],
        area=area,
        untuned=untuned,
        calls=words.count(ert) if math.isfinite(ert) else "not reached",
        setting=words.setting(row.setting),
        trial=str(row.trial),
        ends=ends,
    )


def _areas(page: PageData) -> Mapping[tuple[str, str], tuple[float, float]]:
    """Return the area of every cell at the tuned and at the default setting."""
    table = page.run.areas
    if not len(table):
        return {}
    keys = zip(table["variant"], table["workload"], strict=True)
    return dict(zip(keys, zip(table["area"], table["default_area"], strict=True), strict=True))


def _ends(page: PageData) -> Mapping[tuple[str, str], str]:
    """Return how the runs of every evaluated cell ended, most frequent first: 16 diverged, 8 solved."""
    words_of = {}
    for row in page.run.ends.to_dict("records"):
        counts = [(int(row[name]), str(name)) for name in page.run.ends if name not in _CELL and row[name]]
        counts.sort(key=lambda pair: -pair[0])
        told = ", ".join(f"{count} {endings.spoken(name)}" for count, name in counts)
        words_of[row["variant"], row["workload"]] = told or words.NONE
    return words_of
