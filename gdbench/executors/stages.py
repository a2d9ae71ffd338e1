"""Runs the two stages of one cell: tuning, the choice of the best trial, evaluation, and the commits of both."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from gdbench.engine.compiled import CompiledBundle
from gdbench.errors import StartNotFinite, StoreError
from gdbench.executors.base import CellEnded, CellOutcome, Order
from gdbench.executors.plan import Job
from gdbench.suite.design import best_trial
from gdbench.types import Cell, Lane, Trace

MOST_HELD = 8  # a job of at most so many tiles is held in memory; a larger one is written tile by tile

Commit = Callable[[Job, Trace, Mapping[str, Any]], None]


class TuningScores(NamedTuple):
    """The results by which tuning chooses: gradient evaluations to each target ``[R, T]`` and final gaps ``[R]``."""

    hit_cost: np.ndarray
    gap: np.ndarray


class CellStages:
    """Runs tuning and evaluation of cells; ``commit`` keeps the results of a stage (None: writes them at once)."""

    def __init__(self, order: Order, commit: Commit | None = None):
        self._order, self._plan, self._store = order, order.plan, order.store
        self._commit = commit or self._written

    def missing(self, cell: Cell) -> bool:
        """Return whether any stage has to be computed; this reads tuning results, so it is called only when needed."""
        if self._order.fresh:
            return True
        tuning = self._plan.tuning(cell)
        return not self._store.has(tuning.key) or not self._store.has(self._evaluation(cell, tuning).key)

    def run(self, cell: Cell, program: CompiledBundle | None) -> CellEnded:
        """Run both stages; without a program, both are taken from the store."""
        began, stages = time.perf_counter(), []
        try:
            tuning = self._plan.tuning(cell)
            found = self._ensured(tuning, program)
            stages.append(found)
            evaluation = self._evaluation(cell, tuning, found)
            stages.append(self._ensured(evaluation, program))
        except (StoreError, KeyboardInterrupt):
            raise
        except StartNotFinite as error:
            outcome = CellOutcome(cell, "failed", str(error))
        except Exception:
            outcome = CellOutcome(cell, "failed", traceback.format_exc())
        else:
            chosen = evaluation.lanes[0]
            keys = (tuning.key, evaluation.key)
            outcome = CellOutcome(cell, "done", "", *keys, chosen.trial, dict(chosen.settings))
        computed = sum(stage is not None for stage in stages)
        return CellEnded(outcome, time.perf_counter() - began, computed)

    def _ensured(self, job: Job, program: CompiledBundle | None) -> TuningScores | None:
        """Compute and commit a job that the store lacks; return None if a stored one is used."""
        if not self._order.fresh and self._store.has(job.key):
            return None
        if program is None:
            raise RuntimeError(f"{job.cell.label} changed in the store while this run was going on")
        began = time.perf_counter()
        environment = {"jax": self._plan.environment.jax, "platform": self._plan.environment.platform}
        meta = {"cell": job.cell.label, "stage": job.stage.value, **environment}
        if len(job.lanes) > MOST_HELD * program.bundle.tile:
            return self._streamed(job, program, meta)
        trace = program.run(job.cell, job.lanes)
        _check_start(job, finite=_begins(job.cell, trace))
        self._commit(job, trace, meta | {"seconds": time.perf_counter() - began})
        return TuningScores(trace.hit_cost, trace.gap)

    def _streamed(self, job: Job, program: CompiledBundle, meta: dict[str, Any]) -> TuningScores:
        """Compute a job of many tiles and write each tile at once; only the scores for tuning stay in memory."""
        began, scores, finite = time.perf_counter(), [], []

        def parts() -> Iterator[Trace]:
            for trace in program.stream(job.cell, job.lanes):
                scores.append((trace.hit_cost, trace.gap))
                finite.append(_begins(job.cell, trace))
                yield trace
            _check_start(job, finite=any(finite))
            meta["seconds"] = time.perf_counter() - began

        self._store.commit(job.key, job.spec, parts(), job.lanes, meta, anew=self._order.fresh)
        hits, gaps = zip(*scores, strict=True)
        return TuningScores(np.concatenate(hits), np.concatenate(gaps))

    def _written(self, job: Job, trace: Trace, meta: Mapping[str, Any]) -> None:
        self._store.commit(job.key, job.spec, trace, job.lanes, meta, anew=self._order.fresh)

    def _evaluation(self, cell: Cell, tuning: Job, scores: TuningScores | None = None) -> Job:
        """Choose the best trial from the tuning results, which are in memory or in the store."""
        if scores is not None:
            hits, gap = scores
        else:
            _, table = self._store.read(tuning.key)
            hits = np.stack(table["hit_cost"].to_numpy())
            gap = table["gap"].to_numpy()
        points, seeds = tuning.lanes.points, tuning.lanes.seeds
        trial = np.repeat([each for each, _ in points], len(seeds))
        best = best_trial(trial, hits, gap, cell.protocol.budget)
        chosen = Lane(best, seeds[0], dict(points)[best])
        return self._plan.evaluation(cell, chosen)


def _check_start(job: Job, *, finite: bool) -> None:
    if not finite:
        raise StartNotFinite(
            f"the loss of {job.cell.workload.label} is not a finite number where runs begin (seeds "
            f"{job.lanes[0].seed} to {job.lanes[-1].seed}): mend its initialisation, data or loss"
        )


def _begins(cell: Cell, trace: Trace) -> bool:
    """Return whether any run began at a finite loss; an unbounded function has an infinite gap everywhere."""
    first = trace.curve_gap[:, 0]
    endless = cell.workload.unit.minimum(cell.workload.dim) == -np.inf
    return bool((~np.isnan(first) if endless else np.isfinite(first)).any())
