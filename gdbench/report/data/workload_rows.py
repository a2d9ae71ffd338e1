"""The numbers of each convergence panel: solved runs, expected evaluations, and the gap at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gdbench.report.data.looks import Look
from gdbench.report.data.page_data import PageData
from gdbench.report.text import words
from gdbench.tables.expected import last_target


@dataclass(frozen=True)
class PanelRow:
    """One variant on one workload, in words; ``untuned`` counts the runs solved at the default setting."""

    look: Look
    solved: str
    calls: str
    gap: str
    untuned: str


@dataclass(frozen=True)
class Panel:
    """One workload: its slug, label and tags, and a row per variant, the fastest first."""

    slug: str
    name: str
    tags: str
    rows: Sequence[PanelRow]


def panels(page: PageData) -> list[Panel]:
    """Return every workload that has curves."""
    return [
        Panel(page.slugs[name], name, ", ".join(page.run.workloads[name].tags), _rows(page, name))
        for name in page.curves
    ]


def _rows(page: PageData, workload: str) -> list[PanelRow]:
    ends = page.curves[workload].groupby("variant", sort=False)["median"].last()
    gaps = {str(name): float(gap) for name, gap in ends.items()}
    table = page.run.ert
    known = last_target(table[table["workload"] == workload]).set_index("variant").to_dict("index")
    return [
        PanelRow(
            look=page.looks[name],
            solved=f"{int(known[name]['solved'])}/{int(known[name]['attempted'])}",
            calls=words.count(known[name]["ert"]) if np.isfinite(known[name]["ert"]) else "not reached",
            gap=words.number(gaps[name]),
            untuned=_untuned(page, name, workload),
        )
        for name in sorted(gaps, key=lambda each: (known[each]["ert"], gaps[each]))
    ]


def _untuned(page: PageData, variant: str, workload: str) -> str:
    """Return how many runs at the default setting reached the last target."""
    known = page.untuned.get((variant, workload))
    return words.NONE if known is None else f"{known[0]}/{known[1]}"
