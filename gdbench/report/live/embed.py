"""Makes the payload of a run, the data of the page's scripts, which ``js/data.js`` and ``js/model.js`` read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from gdbench.report import figures
from gdbench.report.data.page_data import PageData
from gdbench.report.live.payload import COARSE, RUNS_BYTES, Payload, thinned
from gdbench.tables import axes, blocks, bootstrap, endings, ties
from gdbench.tables.bands import quartiles, shown
from gdbench.tables.friedman import ALPHA
from gdbench.tables.runlengths import DRAWS as RESTARTS
from gdbench.tables.scores import RANKED_SHARE
from gdbench.tables.tidy import matrix
from gdbench.tables.verdicts import TOPS
from gdbench.types.manifest import CellRow

STATUSES = {"done": 0, "declined": 1, "failed": 2}
BAND_SAMPLES, RUN_SAMPLES = 96, 48
_TUNED, _DEFAULT = 0, 1


def payload(page: PageData) -> Payload:
    """Return the data of the page's scripts; each figure adds the data that its own script needs."""
    out = Payload()
    cells, names, loads = page.manifest.cells, list(page.looks), list(page.run.workloads)
    out.facts = {
        "variants": [_variant(page, name) for name in names],
        "workloads": [_workload(page, name) for name in loads],
        "settings": [_setting(each.setting) if each.status == "done" else None for each in cells],
        "tuned": any((each.trial or 0) >= 0 for each in cells if each.status == "done"),
    }
    out.add("cell_variant", [names.index(each.variant) for each in cells], "u2")
    out.add("cell_workload", [loads.index(each.workload) for each in cells], "u2")
    out.add("cell_status", [STATUSES[each.status] for each in cells], "u1")
    stored = [Stored(cell, table) for cell, _, table in page.run.evaluated]
    out.add("row_cell", _rows(page, stored), "i4")
    seeds = max([each.seeds for each in stored], default=0)
    targets = max([len(load.targets) for load in page.run.workloads.values()], default=0)
    out.facts |= {"seeds": seeds, "targetsMost": targets, "rows": len(stored)}
    _hits(out, stored, seeds, targets)
    _axes(out, page, stored)
    _bands(out, stored)
    out.facts["runsKept"] = _runs(out, stored, seeds)
    out.facts |= {"level": page.run.common_level, "badEnds": page.bad_ends}
    _statistics(out, max(len(loads), seeds), 2 * len(names))
    for figure in figures.found():
        if figure.embed is not None:
            figure.embed(page, out)
    return out


class Stored:
    """The evaluation runs of one cell at the tuned and at the default setting."""

    def __init__(self, cell: CellRow, table: pa.Table):
        self.cell = cell
        trial = table["trial"].to_numpy()
        tuned = np.flatnonzero(trial >= 0)
        self.runs = (tuned, np.flatnonzero(trial < 0))
        self.seeds = len(tuned) or len(self.runs[1])
        self.samples = table.schema.field("curve_gap").type.list_size
        self._table = table
        self._known: dict[str, np.ndarray] = {}

    def column(self, name: str, entity: int) -> np.ndarray:
        """Return a column ``[S]`` or ``[S, …]`` of one setting's runs; it has no rows if the setting was not run."""
        if name not in self._known:
            listed = pa.types.is_fixed_size_list(self._table.schema.field(name).type)
            self._known[name] = matrix(self._table, name) if listed else self._table[name].to_numpy()
        return self._known[name][self.runs[entity]]


def _statistics(out: Payload, count: int, competitors: int) -> None:
    """Add the random numbers and constants of `gdbench.tables` that the scripts need to judge a selection.

    A selection has at most ``count`` blocks and ``competitors``, which are the variants tuned and at their defaults.
    """
    out.add("draws", blocks.draw_codes(count), "u1")
    few, sizes = range(ties.FEWEST, bootstrap.LEAST), range(competitors + 1)
    out.add("critical", [[ties.bonferroni(n, k) for k in sizes] for n in few], "f8")
    out.add("restarts", bootstrap.restart_numbers(RESTARTS), "u2")
    strides = {"stride": bootstrap.RESTART_STRIDE, "pairs": bootstrap.PAIR_STRIDE}
    out.facts |= {
        "restarts": {"draws": RESTARTS, **strides},
        "tail": bootstrap.TAIL,
        "alpha": ALPHA,
        "rankedShare": RANKED_SHARE,
        "prior": blocks.PRIOR,
        "students": [0.0, 0.0, *(blocks.t_quantile(n) for n in range(2, count + 1))],
        "leastUnits": bootstrap.LEAST,
        "ties": {"flips": ties.FLIPS, "fewest": ties.FEWEST, "level": bootstrap.LEVEL},
        "scores": blocks.normal_scores().tolist(),
        "tops": list(TOPS),
        "ends": {name: endings.CODES[name] for name in endings.ENDS},
        "cellStatuses": STATUSES,
    }


def _setting(values: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return a setting for JSON, with numbers that are not finite and other special values as text."""
    plain = (bool, int, str, type(None))
    return {
        name: value if isinstance(value, plain) or (isinstance(value, float) and np.isfinite(value)) else str(value)
        for name, value in (values or {}).items()
    }


def _variant(page: PageData, name: str) -> dict[str, Any]:
    look = page.looks[name]
    cell = next(each for each in page.manifest.cells if each.variant == name)
    kept = {"family": cell.family, "rule": cell.rule, "colour": look.colour, "dash": list(look.dash)}
    return {"label": name, "slug": look.slug, "origin": look.origin, **kept}


def _workload(page: PageData, name: str) -> dict[str, Any]:
    cell = page.run.workloads[name]
    kept = ("unit", "kind", "dim", "batch", "measure", "relative", "targets", "budget")
    own = {"label": name, "slug": page.slugs[name], "family": cell.unit_family, "tags": cell.tags}
    return own | {key: getattr(cell, key) for key in kept}


def _rows(page: PageData, stored: Sequence[Stored]) -> list[int]:
    """Return the place in the manifest of each stored cell."""
    place = {(each.variant, each.workload): i for i, each in enumerate(page.manifest.cells)}
    return [place[each.cell.variant, each.cell.workload] for each in stored]


def _hits(out: Payload, stored: Sequence[Stored], seeds: int, targets: int) -> None:
    """Add the exact costs and steps to each target, and the total cost of every run, for both settings."""
    rows = len(stored)
    cost = np.full((2, rows, seeds, targets), np.nan, np.float32)
    step = np.zeros((2, rows, seeds, targets), np.int32)
    spent, steps = np.full((2, rows, seeds), np.nan, np.float32), np.zeros((2, rows, seeds), np.int32)
    status = np.zeros((2, rows, seeds), np.uint8)
    for row, each in enumerate(stored):
        for entity in (_TUNED, _DEFAULT):
            hits = each.column("hit_cost", entity)
            here = (entity, row, slice(len(hits)))
            cost[here][:, : hits.shape[1]] = hits
            step[here][:, : hits.shape[1]] = each.column("hit_step", entity)
            spent[here], steps[here] = each.column("cost", entity), each.column("steps", entity)
            status[here] = each.column("status", entity)
    out.add("hit_cost", cost)
    out.add("hit_step", step, "i4")
    out.add("spent", spent)
    out.add("steps", steps, "i4")
    out.add("status", status, "u1")


def _axes(out: Payload, page: PageData, stored: Sequence[Stored]) -> None:
    """Add, per cost axis and cell, the price of an evaluation or of a step, the budget and the unit on that axis."""
    rows = [(each.cell.variant, each.cell.workload) for each in stored]
    keys = pd.DataFrame(rows, columns=["variant", "workload"])
    kept = []
    for name, label in axes.AXES.items():
        table = page.run.axes[page.run.axes["axis"] == name]
        if not len(table):
            continue
        joined = keys.merge(table, on=["variant", "workload"], how="left")
        kept.append({"name": name, "label": label, "per": "step" if name in axes.PER_STEP else "cost"})
        for column in ("price", "budget", "unit"):
            out.add(f"{column}_{name}", joined[column], "f8")
    out.facts["axes"] = kept


def _bands(out: Payload, stored: Sequence[Stored]) -> None:
    """Add the quartiles of the gap at each sample, for both settings, as in `gdbench.tables.bands`."""
    samples = max([each.samples for each in stored], default=0)
    shape = (2, len(stored), min(samples, BAND_SAMPLES))
    bands = {name: np.full(shape, np.nan) for name in ("low", "median", "high")}
    cost, step = np.full(shape, np.nan), np.full(shape, np.nan)
    for row, each in enumerate(stored):
        for entity in (_TUNED, _DEFAULT):
            gap = each.column("curve_gap", entity)
            if not len(gap):
                continue
            kept = thinned(each.samples, BAND_SAMPLES)
            here = (entity, row, slice(len(kept)))
            for name, values in zip(bands, quartiles(gap), strict=True):
                bands[name][here] = values[kept]
            cost[here] = each.column("curve_cost", entity).max(axis=0)[kept]
            step[here] = each.column("curve_step", entity).max(axis=0)[kept]
    for name, values in bands.items():
        out.add_curves(f"band_{name}", values)
    out.add_curves("band_cost", cost)
    out.add_curves("band_step", step)
    out.add("row_samples", [each.samples for each in stored], "u2")
    out.facts["bandsKept"] = {"bands": shape[2], "bandsOf": samples}


def _runs(out: Payload, stored: Sequence[Stored], seeds: int) -> dict[str, int]:
    """Add as many single runs at the tuned setting as fit, evenly spread from the best to the worst last gap."""
    samples = max([each.samples for each in stored], default=0)
    most = min(samples, RUN_SAMPLES)
    room = RUNS_BYTES // max(1, 2 * len(stored) * max(1, most))
    lines = int(min(seeds, max(2, room)))
    gaps = np.full((len(stored), lines, most), np.nan)
    chosen = np.zeros((len(stored), lines), np.int32)
    for row, each in enumerate(stored):
        gap = each.column("curve_gap", _TUNED)
        if len(gap):
            order = np.argsort(np.where(np.isfinite(gap[:, -1]), gap[:, -1], np.inf), kind="stable")
            some = order[thinned(len(order), lines)]
            kept = thinned(each.samples, RUN_SAMPLES)
            gaps[row, : len(some), : len(kept)] = shown(gap[some])[:, kept]
            chosen[row, : len(some)] = some
    out.add_curves("run_gap", gaps, COARSE)
    out.add("run_seed", chosen, "u2")
    return {"lines": lines, "seeds": seeds, "samples": most, "of": samples}
