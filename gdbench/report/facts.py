"""Everything the page shows, gathered once: the tables of `gdbench.tables` and how variants look."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from gdbench.report.style import Look, looks, unique_slugs
from gdbench.tables import expected, tidy
from gdbench.tables.run import Run
from gdbench.types import Status

MANY_CELLS = 1000  # beyond which a page draws fewer samples of a curve, and single workloads have fewer files
DRAWN_SAMPLES = 40


@dataclass(frozen=True)
class Facts:
    """What a run says. Tables are empty, never absent, where there is nothing to say."""

    manifest: Mapping[str, Any]
    looks: Mapping[str, Look]
    workloads: Mapping[str, Mapping[str, Any]]  # label → the facts of one of its cells
    slugs: Mapping[str, str]  # of workloads
    ranking: pd.DataFrame
    specialists: pd.DataFrame
    ert: pd.DataFrame
    profile: pd.DataFrame
    bands: pd.DataFrame
    steps: pd.DataFrame
    conformance: pd.DataFrame
    ends: pd.DataFrame  # runs per status, one row per evaluated cell (variant, workload)
    axes: Mapping[str, pd.DataFrame]  # cost axis → variant, workload, price, budget, unit
    stored: tidy.StoredCells  # the evaluation runs as they were read
    every: tidy.StoredCells  # those of tuning too
    hits: pd.DataFrame  # of the evaluation runs
    frame: pd.DataFrame  # one row per cell
    defaults: pd.DataFrame = field(default_factory=pd.DataFrame)  # areas at default settings beside the tuned ones
    areas: pd.DataFrame = field(default_factory=pd.DataFrame)  # by (variant, workload): area, default_area
    closeups: Mapping[str, Any] = field(
        default_factory=dict
    )  # cards and landscapes, as `Store.read_closeups` gives them

    @property
    def cells(self) -> Sequence[Mapping[str, Any]]:
        """The cells of the manifest."""
        return self.manifest["cells"]

    @cached_property
    def status(self) -> Mapping[str, int]:
        """How many cells were done, declined and failed."""
        counts = pd.Series([cell["status"] for cell in self.cells], dtype=object).value_counts()
        return {name: int(counts.get(name, 0)) for name in ("done", "declined", "failed")}

    @property
    def is_large(self) -> bool:
        """Whether the run has so many cells that single workloads get fewer files and fewer samples."""
        return len(self.stored) > MANY_CELLS

    @property
    def landscapes(self) -> Sequence[Mapping[str, Any]]:
        """Landscapes of workloads of this run."""
        return [each for each in self.closeups.get("landscapes", []) if each["workload"] in self.workloads]

    @property
    def cards(self) -> Sequence[Mapping[str, Any]]:
        """Single runs under the lens."""
        kept = self.closeups.get("cards", [])
        return [each for each in kept if each["workload"] in self.workloads and each["variant"] in self.looks]

    @property
    def has_defaults(self) -> bool:
        """Whether default settings were run beside the tuned ones."""
        return len(self.defaults) > 0

    @property
    def spotlights(self) -> list[Look]:
        """The coloured variants, in the order of the palette."""
        lit = [look for look in self.looks.values() if look.colour is not None]
        return sorted(lit, key=lambda look: look.colour)

    @cached_property
    def last(self) -> Mapping[tuple[str, str], float]:
        """Expected evaluations to the last target, by variant and workload."""
        table = expected.last_target(self.ert)
        return dict(zip(zip(table["variant"], table["workload"], strict=True), table["ert"], strict=True))

    @cached_property
    def area_of(self) -> Mapping[tuple[str, str], tuple[float, float]]:
        """The area of every cell, tuned and at the default setting."""
        return dict(zip(self.areas.index, self.areas.itertuples(index=False, name=None), strict=True))

    @cached_property
    def ends_of(self) -> Mapping[tuple[str, str], list[tuple[str, int]]]:
        """How many runs of every evaluated cell ended how, most frequent first."""
        names = list(self.ends.columns)
        counts = zip(self.ends.index, self.ends.to_numpy(), strict=True) if len(self.ends) else ()
        return {
            key: sorted(((n, int(c)) for n, c in zip(names, row, strict=True) if c), key=lambda pair: -pair[1])
            for key, row in counts
        }

    @cached_property
    def untuned(self) -> Mapping[tuple[str, str], tuple[int, int]]:
        """Solved and attempted runs at the default setting, by variant and workload."""
        out = {}
        for cell, _, table in self.stored:
            status = table["status"].to_numpy()[table["trial"].to_numpy() < 0]
            if len(status):
                out[cell.variant, cell.workload] = (int((status == Status.SOLVED).sum()), len(status))
        return out

    @cached_property
    def curves(self) -> Mapping[str, pd.DataFrame]:
        """The bands of each workload."""
        return {str(name): frame for name, frame in self.bands.groupby("workload", sort=False)}


def gather(run: Run) -> Facts:
    """Return the facts of a run."""
    manifest = run.manifest.document()
    workloads = {cell["workload"]: cell for cell in manifest["cells"]}
    return Facts(
        manifest=manifest,
        looks=looks(_origins(manifest), list(run.ranking.get("variant", []))),
        workloads=workloads,
        slugs=dict(zip(workloads, unique_slugs(list(workloads)), strict=True)),
        ranking=run.ranking,
        specialists=run.specialists,
        ert=run.ert,
        profile=run.profile,
        bands=_thinned(run.bands, len(run.evaluated)),
        steps=run.steps,
        conformance=run.conformance,
        ends=run.ends.set_index(["variant", "workload"]) if len(run.ends) else run.ends,
        axes={name: part.drop(columns="axis") for name, part in run.axes.groupby("axis", sort=False)}
        if len(run.axes)
        else {},
        stored=run.evaluated,
        every=run.stored,
        hits=run.evaluation_hits,
        frame=run.cells,
        defaults=run.defaults,
        areas=run.areas.set_index(["variant", "workload"]),
        closeups=run.closeups.document(),
    )


def _thinned(table: pd.DataFrame, cells: int) -> pd.DataFrame:
    """The curves as they are drawn: of many cells with many samples every second, third, … one, and the last."""
    step = math.ceil(len(table) / max(1, cells) / DRAWN_SAMPLES)
    if cells <= MANY_CELLS or step < 2:
        return table
    grouped = table.groupby(["variant", "workload"], sort=False)
    place, size = grouped.cumcount(), grouped["cost"].transform("size")
    return table[(place % step == 0) | (place == size - 1)].reset_index(drop=True)


def _origins(manifest: Mapping[str, Any]) -> dict[str, str]:
    """Whose each variant is: the house's own, Optax's, or brought in by the user."""
    out = {}
    for cell in manifest["cells"]:
        name = cell["name"]
        yours = (":" in name and not name.startswith("optax:")) or cell["variant"].endswith("(yours)")
        out[cell["variant"]] = "yours" if yours else "optax" if ":" in name else "own"
    return out
