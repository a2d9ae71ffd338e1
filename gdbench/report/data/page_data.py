"""A run with all data that its page shows: tables, the looks of variants, and the samples that are drawn."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from gdbench.report.data.looks import Look, lit, looks, unique_slugs
from gdbench.tables.endings import BAD_ENDS
from gdbench.tables.run import Run
from gdbench.types import Status
from gdbench.types.manifest import Card, Landscape, Manifest

MANY_CELLS = 1000  # A page with more cells draws fewer samples of each curve and writes fewer files per workload.
DRAWN_SAMPLES = 40


@dataclass(frozen=True)
class PageData:
    """A run with the data that only its page needs; all tables come from ``run``."""

    run: Run

    @property
    def manifest(self) -> Manifest:
        """The manifest of the run."""
        return self.run.manifest

    @cached_property
    def looks(self) -> Mapping[str, Look]:
        """The look of each variant, by its label."""
        ranking = self.run.ranking
        return looks(_origins(self.manifest), list(ranking["variant"]) if len(ranking) else [])

    @property
    def spotlights(self) -> list[Look]:
        """The coloured variants, in the order of the palette."""
        return lit(self.looks.values())

    @cached_property
    def slugs(self) -> Mapping[str, str]:
        """The name of each workload in ids and files, by its label."""
        names = list(self.run.workloads)
        return dict(zip(names, unique_slugs(names), strict=True))

    @property
    def is_large(self) -> bool:
        """Whether the run has so many cells that single workloads get fewer files and fewer samples."""
        return len(self.run.evaluated) > MANY_CELLS

    @cached_property
    def bad_ends(self) -> Sequence[str]:
        """The bad ends that evaluation runs had, tuned or at their defaults; the verdict has a column for each."""
        runs = self.run.runs
        found = set(runs.loc[runs["stage"] == "evaluation", "status"])
        return [end for end in BAD_ENDS if end in found]

    @property
    def has_defaults(self) -> bool:
        """Whether default settings were run beside the tuned ones."""
        return len(self.run.defaults) > 0

    @property
    def landscapes(self) -> Sequence[Landscape]:
        """The landscapes of workloads of this run."""
        return [each for each in self.run.closeups.landscapes if each.workload in self.run.workloads]

    @property
    def cards(self) -> Sequence[Card]:
        """The single runs that were analysed step by step."""
        cards = self.run.closeups.cards
        return [each for each in cards if each.workload in self.run.workloads and each.variant in self.looks]

    @cached_property
    def curves(self) -> Mapping[str, pd.DataFrame]:
        """The median and quartiles of each workload's curves, as they are drawn."""
        table = _thinned(self.run.bands, len(self.run.evaluated))
        return {str(name): part for name, part in table.groupby("workload", sort=False)} if len(table) else {}

    @cached_property
    def untuned(self) -> Mapping[tuple[str, str], tuple[int, int]]:
        """Solved and attempted runs at the default setting, by variant and workload."""
        counts = {}
        for cell, _, table in self.run.evaluated:
            status = table["status"].to_numpy()[table["trial"].to_numpy() < 0]
            if len(status):
                counts[cell.variant, cell.workload] = (int((status == Status.SOLVED).sum()), len(status))
        return counts


def _thinned(table: pd.DataFrame, cells: int) -> pd.DataFrame:
    """Return every n-th sample of each curve, and its last one, where many cells have many samples."""
    step = math.ceil(len(table) / max(1, cells) / DRAWN_SAMPLES)
    if cells <= MANY_CELLS or step < 2:
        return table
    grouped = table.groupby(["variant", "workload"], sort=False)
    place, size = grouped.cumcount(), grouped["cost"].transform("size")
    return table[(place % step == 0) | (place == size - 1)].reset_index(drop=True)


def _origins(manifest: Manifest) -> dict[str, str]:
    """Return the origin of each variant: the package itself, Optax, or the user."""
    return {cell.variant: cell.origin for cell in manifest.cells}
