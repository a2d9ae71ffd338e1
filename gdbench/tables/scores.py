"""The score of a run: the area under its ECDF of hits, in which a missed target counts as censored."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gdbench import measures
from gdbench.tables.expected import tuned
from gdbench.tables.tidy import fact

# A variant that applies to a smaller share of the workloads is listed as a specialist and is not ranked.
RANKED_SHARE = 0.5


@dataclass(frozen=True)
class Scores:
    """Areas ``[V, W, S]`` of V variants on W workloads for S seeds; NaN where a variant does not apply."""

    variants: list[str]
    workloads: list[str]
    area: np.ndarray


def scores(hits: pd.DataFrame, cells: pd.DataFrame) -> Scores:
    """Return the area under each run's ECDF of running times, on a logarithmic cost axis.

    The score of a run is the mean over targets of `gdbench.measures.area`: 1 if it hit all targets at the first call,
    0 if it hit none within the budget. The score is bounded, so a miss needs no penalty; up to scale it is the area
    above the mean log running time (COCO). Failed cells score 0, and declined cells are NaN. On another cost axis,
    ``cells`` also has the ``cost_unit`` in which calls and budget are counted (see `cells_on`).
    """
    frame = tuned(hits)
    unit = fact(frame, cells, "cost_unit") if "cost_unit" in cells else 1.0
    budget = fact(frame, cells, "budget") / unit
    area = measures.area(frame["cost"].to_numpy(float) / unit, budget)
    per_run = frame.assign(area=area).groupby(["variant", "workload", "seed"], observed=True)["area"].mean()
    variants = list(dict.fromkeys(cells["variant"]))
    workloads = list(dict.fromkeys(cells["workload"]))
    seeds = sorted(frame["seed"].unique())
    array = np.full((len(variants), len(workloads), max(1, len(seeds))), np.nan)
    axes = [pd.Index(axis, dtype=object) for axis in (variants, workloads)]
    runs = [axis.get_indexer(per_run.index.get_level_values(i).astype(object)) for i, axis in enumerate(axes)]
    array[runs[0], runs[1], np.searchsorted(seeds, per_run.index.get_level_values(2))] = per_run.to_numpy()
    failed = cells[cells["status"] == "failed"]
    array[axes[0].get_indexer(failed["variant"]), axes[1].get_indexer(failed["workload"])] = 0.0
    return Scores(variants, workloads, array)


def contestants(hits: pd.DataFrame, cells: pd.DataFrame) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Return the ranked variants, their areas ``[v, W, S]`` (0 where declined), and their numbers of workloads.

    A variant is ranked if it applies to at least half of the workloads.
    """
    every = scores(hits, cells)
    applies = ~np.isnan(every.area).all(axis=2)  # [V, W]
    ranked = applies.sum(axis=1) >= RANKED_SHARE * len(every.workloads)
    names = [name for name, keep in zip(every.variants, ranked, strict=True) if keep]
    return names, np.nan_to_num(every.area[ranked]), applies[ranked].sum(axis=1)


def cell_areas(hits: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return the mean area of every cell over its seeds: variant, workload, area, default_area (see `scores`).

    default_area is the area of the default setting, NaN if the default was not run.
    """
    names = ["variant", "workload"]
    default = hits[hits["trial"] < 0].assign(trial=0.0)
    found = {}
    for column, part in (("area", hits), ("default_area", default)):
        if len(part):
            every = scores(part, cells)
            index = pd.MultiIndex.from_product([every.variants, every.workloads], names=names)
            found[column] = pd.Series(every.area.mean(axis=2).reshape(-1), index=index)
    table = pd.DataFrame(found) if found else pd.DataFrame(index=pd.MultiIndex.from_arrays([[], []], names=names))
    return table.reindex(columns=["area", "default_area"]).reset_index()
