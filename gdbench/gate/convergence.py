"""How the runs of each cell converged, in the few numbers by which two versions are compared.

All of them come from fixed seeds, so on one machine the same code gives the same numbers to the last bit. A change
of rounding (another processor, a reordered sum) must not look like a change of the rule, so nothing here hangs on
the last digits: final gaps are averaged over seeds on a logarithmic scale, and a run that reached the last target,
which stops at an arbitrary place below it, counts as having stopped at the target.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from gdbench import measures
from gdbench.store import Store
from gdbench.tables.tidy import manifest_of, matrix, read_cells
from gdbench.types import CellRow, Stage, Status

SMALLEST = 1e-30  # gaps at or below zero are rounding


@dataclass(frozen=True)
class Outcome:
    """What the runs of one setting came to.

    ``ended`` tallies their statuses, such as ``solved 3, budget 1``; ``calls`` are the gradient evaluations that
    all runs together needed per hit of each target (the expected running time of COCO; inf: no run hit it); ``gap``
    is the geometric mean of the final gaps of the runs that stayed finite, None where none did.
    """

    ended: str
    calls: tuple[float, ...]
    gap: float | None

    def tally(self) -> dict[str, int]:
        """Return how many runs ended in each status."""
        pairs = (part.rsplit(" ", 1) for part in self.ended.split(", "))
        return {status: int(count) for status, count in pairs}


@dataclass(frozen=True)
class Convergence:
    """One cell: its default and its tuned setting on the evaluation seeds, and the gap of every trial of tuning.

    ``status`` is ``done``, ``failed`` or ``declined``; only a cell that is done has the rest.
    """

    status: str
    reason: str = ""
    targets: tuple[float, ...] = ()
    budget: int = 0
    default: Outcome | None = None
    tuned: Outcome | None = None
    chosen: int | None = None
    trials: tuple[float | None, ...] = ()


Cells = dict[tuple[str, str], Convergence]


def convergence(store: Store, manifest: Mapping[str, Any]) -> Cells:
    """Return what each cell of a run came to, by variant and workload."""
    rows = manifest_of(manifest).cells
    found = {_place(cell): Convergence(cell.status, cell.reason) for cell in rows if cell.status != "done"}
    tables: dict[tuple[str, str], dict[Stage, tuple[CellRow, pa.Table]]] = {}
    for cell, stage, table in read_cells(store, manifest):
        tables.setdefault(_place(cell), {})[stage] = (cell, table)
    for place, stages in tables.items():
        cell, tuning = stages[Stage.TUNING]
        _, evaluation = stages[Stage.EVALUATION]
        settings = dict(_outcomes(cell, evaluation))
        found[place] = Convergence(
            status="done",
            targets=tuple(cell.targets),
            budget=cell.budget,
            default=settings.get(-1),
            tuned=settings.get(cell.trial),
            chosen=cell.trial,
            trials=tuple(outcome.gap for _, outcome in sorted(_outcomes(cell, tuning))),
        )
    order = [_place(cell) for cell in rows]
    return {place: found[place] for place in order}


def _place(cell: CellRow) -> tuple[str, str]:
    return cell.variant, cell.workload


def _outcomes(cell: CellRow, table: pa.Table) -> Iterator[tuple[int, Outcome]]:
    """The outcome of each setting of a table of runs."""
    trial, status = table["trial"].to_numpy(), table["status"].to_numpy()
    hits, spent = matrix(table, "hit_cost").astype(float), table["cost"].to_numpy().astype(float)
    gaps = _gaps(cell, table, status)
    for each in np.unique(trial):
        runs = trial == each
        kinds, counts = np.unique(status[runs], return_counts=True)
        ended = ", ".join(f"{Status(kind).label} {count}" for kind, count in zip(kinds, counts, strict=True))
        finite = gaps[runs][np.isfinite(gaps[runs])]
        gap = float(np.exp(np.mean(np.log(finite)))) if finite.size else None
        yield int(each), Outcome(ended, tuple(_per_hit(hits[runs], spent[runs])), gap)


def _gaps(cell: CellRow, table: pa.Table, status: np.ndarray) -> np.ndarray:
    """Final gaps ``[R]``, positive; those of solved runs are the last target."""
    first = np.abs(matrix(table, "curve_gap")[:, 0].astype(float))
    target = cell.targets[-1] * (first if cell.relative else 1.0)
    gap = np.where(status == Status.SOLVED, target, table["gap"].to_numpy().astype(float))
    return np.where(np.isfinite(gap), np.maximum(gap, SMALLEST), np.inf)


def _per_hit(hits: np.ndarray, spent: np.ndarray) -> Iterator[float]:
    """Calls of all runs up to their hit or their end, per hit, for each target."""
    for costs in hits.T:
        reached = np.isfinite(costs)
        yield float(measures.expected_time(measures.charged(costs, spent).sum(), reached.sum()))
