"""The convergence of the runs of each cell, in the few numbers by which two versions are compared.

All of them come from fixed seeds, so on one machine the same code gives the same numbers to the last bit. A change of
rounding (another processor, a reordered sum) must not look like a change of the rule, so no number here depends on the
last digits: final gaps are averaged over seeds on a logarithmic scale, and a run that reached the last target, which
stops at an arbitrary place below it, counts as having stopped at the target.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from gdbench.measures import charged, expected_time
from gdbench.tables.run import StoredRun
from gdbench.tables.tidy import matrix
from gdbench.types import CellRow, Stage, Status

SMALLEST = 1e-30  # gaps at or below zero are rounding errors

Place = tuple[str, str]  # the labels of variant and workload


@dataclass(frozen=True)
class SettingOutcome:
    """How the runs of one setting ended.

    ``ended`` tallies their statuses, such as ``solved 3, budget 1``. ``calls`` are the gradient evaluations that all
    runs together needed per hit of each target: the expected running time of COCO, inf where no run hit the target.
    ``gap`` is the geometric mean of the final gaps of the runs that stayed finite, or None where no run did.
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

    ``status`` is ``done``, ``failed`` or ``declined``; the other fields are filled for a cell that is done.
    """

    status: str
    reason: str = ""
    targets: tuple[float, ...] = ()
    budget: int = 0
    default: SettingOutcome | None = None
    tuned: SettingOutcome | None = None
    chosen: int | None = None
    trials: tuple[float | None, ...] = ()


def convergence(run: StoredRun) -> dict[Place, Convergence]:
    """Return how each cell of a run converged, by variant and workload."""
    tables: dict[Place, dict[Stage, pa.Table]] = {}
    for cell, stage, table in run.stored:
        tables.setdefault(_place(cell), {})[stage] = table
    return {_place(cell): _of_cell(cell, tables.get(_place(cell), {})) for cell in run.manifest.cells}


def _place(cell: CellRow) -> Place:
    return cell.variant, cell.workload


def _of_cell(cell: CellRow, tables: dict[Stage, pa.Table]) -> Convergence:
    if cell.status != "done":
        return Convergence(cell.status, cell.reason)
    settings = dict(_outcomes(cell, tables[Stage.EVALUATION]))
    return Convergence(
        status="done",
        targets=cell.targets,
        budget=cell.budget,
        default=settings.get(-1),
        tuned=None if cell.trial is None else settings.get(cell.trial),
        chosen=cell.trial,
        trials=tuple(outcome.gap for _, outcome in sorted(_outcomes(cell, tables[Stage.TUNING]))),
    )


def _outcomes(cell: CellRow, table: pa.Table) -> Iterator[tuple[int, SettingOutcome]]:
    """Return the outcome of each setting in a table of runs."""
    trial, status = table["trial"].to_numpy(), table["status"].to_numpy()
    hits, spent = matrix(table, "hit_cost").astype(float), table["cost"].to_numpy().astype(float)
    gaps = _gaps(cell, table, status)
    for each in np.unique(trial):
        runs = trial == each
        kinds, counts = np.unique(status[runs], return_counts=True)
        ended = ", ".join(f"{Status(kind).label} {count}" for kind, count in zip(kinds, counts, strict=True))
        finite = gaps[runs][np.isfinite(gaps[runs])]
        gap = float(np.exp(np.mean(np.log(finite)))) if finite.size else None
        yield int(each), SettingOutcome(ended, tuple(_calls_per_hit(hits[runs], spent[runs])), gap)


def _gaps(cell: CellRow, table: pa.Table, status: np.ndarray) -> np.ndarray:
    """Return the positive final gaps ``[R]``; the gap of a solved run is the last target."""
    first = np.abs(matrix(table, "curve_gap")[:, 0].astype(float))
    target = cell.targets[-1] * (first if cell.relative else 1.0)
    gap = np.where(status == Status.SOLVED, target, table["gap"].to_numpy().astype(float))
    return np.where(np.isfinite(gap), np.maximum(gap, SMALLEST), np.inf)


def _calls_per_hit(hits: np.ndarray, spent: np.ndarray) -> Iterator[float]:
    """Return the expected running time of each target, in gradient evaluations."""
    for costs in hits.T:
        yield float(expected_time(charged(costs, spent).sum(), np.isfinite(costs).sum()))
