"""Everything the page shows, gathered once: the tables of `gdbench.tables` and how variants look."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from gdbench.report.style import Look, looks, unique_slugs
from gdbench.tables import axes, bands, clocks, defaults, expected, profiles, tidy, verdicts
from gdbench.types import CellRow, Stage, Status

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
    stored: tidy.Cells  # the evaluation runs as they were read
    every: tidy.Cells  # those of tuning too
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
                out[cell["variant"], cell["workload"]] = (int((status == Status.SOLVED).sum()), len(status))
        return out

    @cached_property
    def curves(self) -> Mapping[str, pd.DataFrame]:
        """The bands of each workload."""
        return {str(name): frame for name, frame in self.bands.groupby("workload", sort=False)}


def gather(
    manifest: Mapping[str, Any],
    cells: tidy.Cells,
    timings: Sequence[Mapping[str, Any]],
    closeups: Mapping[str, Any] | None = None,
) -> Facts:
    """Return the facts of a run from its manifest, its stored cells, its timings and its close-ups."""
    reported = [part for part in cells if part[1] is Stage.EVALUATION]
    steps = clocks.steps_table(timings)
    hits = tidy.hits_table(reported)
    frame = tidy.cells_table(manifest) if manifest["cells"] else pd.DataFrame()
    runs = tidy.runs_table(manifest, reported)
    ranking, special = _verdicts(hits, runs, frame, steps) if reported else (pd.DataFrame(), pd.DataFrame())
    ert = expected.expected_running_time(expected.tuned(hits)) if reported else pd.DataFrame()
    reached = bool(len(ert)) and bool(ert["solved"].any())
    workloads = {cell["workload"]: cell for cell in manifest["cells"]}
    return Facts(
        manifest=manifest,
        looks=looks(_origins(manifest), list(ranking.get("variant", []))),
        workloads=workloads,
        slugs=dict(zip(workloads, unique_slugs(list(workloads)), strict=True)),
        ranking=ranking,
        specialists=special,
        ert=ert,
        profile=profiles.performance_profile(ert) if reached else pd.DataFrame(),
        bands=_thinned(bands.bands_table(reported), len(reported)),
        steps=steps,
        conformance=clocks.conformance_table(timings),
        ends=_ends(runs) if reported else pd.DataFrame(),
        axes=_axes(frame, hits, runs, steps) if reported else {},
        stored=reported,
        every=cells,
        hits=hits,
        frame=frame,
        defaults=_defaults(hits, frame) if reported else pd.DataFrame(),
        areas=_areas(hits, frame) if reported else pd.DataFrame(),
        closeups=closeups or {},
    )


def _verdicts(
    hits: pd.DataFrame, runs: pd.DataFrame, frame: pd.DataFrame, steps: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The ranking, empty where no variant applies to enough workloads, and the specialists."""
    applies = frame[frame["status"] != "declined"].groupby("variant")["workload"].nunique()
    some = (applies >= verdicts.RANKED_SHARE * frame["workload"].nunique()).any()
    ranking = verdicts.ranking(hits, runs, frame, steps) if some else pd.DataFrame()
    leader = ranking["variant"].iloc[0] if len(ranking) else None
    return ranking, verdicts.specialists(hits, runs, frame, leader)


def _thinned(table: pd.DataFrame, cells: int) -> pd.DataFrame:
    """The curves as they are drawn: of many cells with many samples every second, third, … one, and the last."""
    step = math.ceil(len(table) / max(1, cells) / DRAWN_SAMPLES)
    if cells <= MANY_CELLS or step < 2:
        return table
    grouped = table.groupby(["variant", "workload"], sort=False)
    place, size = grouped.cumcount(), grouped["cost"].transform("size")
    return table[(place % step == 0) | (place == size - 1)].reset_index(drop=True)


def _defaults(hits: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """The areas at default settings, empty where only those were run, or none of them."""
    trials = hits.loc[hits["stage"] == "evaluation", "trial"]
    both = (trials < 0).any() and (trials >= 0).any()
    return defaults.default_beside_tuned(hits, frame) if both else pd.DataFrame()


def _areas(hits: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """The area of every cell over its seeds, tuned and at the default setting."""
    out = {}
    untuned = hits[hits["trial"] < 0].assign(trial=0.0)
    for column, part in (("area", hits), ("default_area", untuned)):
        if len(part):
            every = verdicts.scores(part, frame)
            index = pd.MultiIndex.from_product([every.variants, every.workloads], names=["variant", "workload"])
            out[column] = pd.Series(every.area.mean(axis=2).reshape(-1), index=index)
    return pd.DataFrame(out).reindex(columns=["area", "default_area"])


def _axes(frame: pd.DataFrame, hits: pd.DataFrame, runs: pd.DataFrame, steps: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """What a hit costs on every axis that is known for some cell; evaluations are counted by the budget itself."""
    done = frame[frame["status"] == "done"]
    prices = axes.prices_table(done, runs[runs["status"] != "declined"], steps)
    out = {}
    for name in axes.AXES:
        if prices[name].notna().any():
            moved = axes.on_axis(hits, prices, name)
            scale = done.assign(cost_unit=1.0) if name == "gradients" else axes.cells_on(done, moved)
            kept = scale[["variant", "workload", "budget", "cost_unit"]].rename(columns={"cost_unit": "unit"})
            out[name] = kept.assign(price=prices[name].to_numpy(float))
    return out


def _ends(runs: pd.DataFrame) -> pd.DataFrame:
    """How the runs of each cell ended, at the setting that tuning chose."""
    tuned = runs[runs["trial"] >= 0]
    return tuned.groupby(["variant", "workload", "status"], observed=True).size().unstack(fill_value=0)


def _origins(manifest: Mapping[str, Any]) -> dict[str, str]:
    """Whose each variant is: the house's own, Optax's, or brought in by the user."""
    return {cell["variant"]: CellRow.read(cell).origin for cell in manifest["cells"]}
