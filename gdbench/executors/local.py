"""Run a plan in this process: cells side by side, the next bundle compiled meanwhile, cells committed as they end."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, as_completed, wait
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from gdbench.engine.bundles import Bundle, bundles, rule_key
from gdbench.engine.compiled import CompiledBundle, compile_bundle, probe
from gdbench.engine.places import calls_in_flight
from gdbench.errors import DataUnavailable, Interrupted, StartNotFinite, StoreError
from gdbench.executors.plan import Job, Plan
from gdbench.store import Store
from gdbench.suite.design import best_trial
from gdbench.types import Cell, Lane, Trace

COMPILERS = 2  # programs at a time: until the first is ready, nothing else keeps a second core busy
MOST_HELD = 8  # tiles of a job whose results are held together; those of a larger one go to the store as they come


@dataclass
class Outcome:
    """What became of a cell: the keys of its two stages, the trial chosen, or why there is nothing."""

    cell: Cell
    status: str  # "done", "failed" or "declined"
    reason: str = ""
    tuning: str | None = None
    evaluation: str | None = None
    trial: int | None = None
    setting: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Event:
    """Something worth showing: ``kind`` is ``compiling``, ``compiled``, ``cell`` or ``timing``."""

    kind: str
    label: str
    done: int
    total: int
    seconds: float = 0.0
    computed: bool = True


class Scores(NamedTuple):
    """What tuning chooses by: gradient evaluations to each target ``[R, T]`` and final gaps ``[R]``."""

    hit_cost: np.ndarray
    gap: np.ndarray


@dataclass
class Execution:
    """What a call of `execute` did."""

    outcomes: list[Outcome]
    compiled: list[dict[str, Any]]
    computed: int  # cell stages computed now; the others were in the store


def execute(
    plan: Plan,
    cells: Sequence[Cell],
    store: Store,
    notify: Callable[[Event], None] = lambda event: None,
    *,
    fresh: bool = False,
) -> Execution:
    """Run every cell's tuning and evaluation, taking from the store what it has (nothing when ``fresh``).

    Bundles are formed of all cells, committed or not, so a resumed run compiles the very programs of an
    uninterrupted one. Raises `Interrupted` on Ctrl-C, with everything committed that had been computed.
    """
    worker = _Worker(plan, store, notify, len(cells), fresh=fresh)
    try:
        for cell in cells:
            reason = cell.declined()
            if reason:
                worker.finish(Outcome(cell, "declined", reason))
        groups = bundles([cell for cell in cells if not cell.declined()], plan.runs_per_tile, plan.seeds_per_tile)
        for bundle, compiled in worker.compiled_ahead(groups):
            worker.run_bundle(bundle, compiled)
    except KeyboardInterrupt:
        worker.close()
        raise Interrupted(
            f"interrupted: {len(worker.outcomes)} of {len(cells)} cells are done and committed; "
            f"the same command resumes where this one stopped"
        ) from None
    finally:
        worker.close()
    order = {(cell.entry.label, cell.workload.label): i for i, cell in enumerate(cells)}
    worker.outcomes.sort(key=lambda o: order[(o.cell.entry.label, o.cell.workload.label)])
    return Execution(worker.outcomes, worker.compilations, worker.computed)


class _Worker:
    """The state of one execution: threads that compile, run cells and write, and what has been done.

    A cell waits for its tuning before its evaluation starts, so there is one more under way than calls can be.
    """

    def __init__(self, plan: Plan, store: Store, notify: Any, total: int, *, fresh: bool):
        self.plan, self.store, self.notify, self.total, self.fresh = plan, store, notify, total, fresh
        self.outcomes: list[Outcome] = []
        self.compilations: list[dict[str, Any]] = []
        self.computed = 0
        self._compiler = ThreadPoolExecutor(COMPILERS, "compile")
        self._runners = ThreadPoolExecutor(calls_in_flight() + 1, "cell")
        self._writer = ThreadPoolExecutor(1, "write")
        self._writes: list[Future[None]] = []
        self._lock = threading.Lock()  # of `computed` and `_writes`

    def compiled_ahead(self, groups: Sequence[Bundle]) -> Iterator[tuple[Bundle, Future[CompiledBundle] | None]]:
        """Yield each bundle with its program's future: first those that need none, then each as it is ready.

        Those with most to run are compiled first: what remains to be compiled then hides behind their runs.
        """
        waiting: dict[Future[CompiledBundle], Bundle] = {}
        for bundle in sorted(groups, key=lambda bundle: -bundle.numbers):
            if self._wants_compiling(bundle):
                waiting[self._compiler.submit(compile_bundle, bundle)] = bundle
            else:
                yield bundle, None
        while waiting:
            ready, _ = wait(waiting, return_when=FIRST_COMPLETED)
            future = next(each for each in waiting if each in ready)
            yield waiting.pop(future), future

    def run_bundle(self, bundle: Bundle, future: Future[CompiledBundle] | None) -> None:
        """Run the cells of a bundle; one that cannot be traced fails alone, not its bundle."""
        program = None
        if future is not None:
            self.notify(Event("compiling", bundle.label, len(self.outcomes), self.total))
            try:
                program = self._note(future.result())
            except DataUnavailable as error:
                for cell in bundle.cells:
                    self.finish(Outcome(cell, "failed", str(error)))
                return
            except Exception:
                self._run_without_failures(bundle, traceback.format_exc())
                return
        runs = [self._runners.submit(self._run_cell, cell, program) for cell in bundle.cells]
        for run in as_completed(runs):
            self.finish(*run.result())

    def finish(self, outcome: Outcome, seconds: float = 0.0, computed: bool = True) -> None:
        """Count a cell as ended."""
        self.outcomes.append(outcome)
        self.notify(Event("cell", outcome.cell.label, len(self.outcomes), self.total, seconds, computed))

    def close(self) -> None:
        """Wait for the writes that were asked for; raises the first that failed."""
        self._compiler.shutdown(wait=False, cancel_futures=True)
        self._runners.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)
        writes, self._writes = self._writes, []
        for write in writes:
            write.result()

    def _note(self, program: CompiledBundle) -> CompiledBundle:
        bundle = program.bundle
        self.compilations.append(
            {
                "bundle": bundle.label,
                "cells": len(bundle.cells),
                "runs_per_tile": bundle.tile,
                "trace_seconds": program.trace_seconds,
                "compile_seconds": program.compile_seconds,
            }
        )
        self.notify(Event("compiled", bundle.label, len(self.outcomes), self.total, program.compile_seconds))
        return program

    def _wants_compiling(self, bundle: Bundle) -> bool:
        """Whether any stage of any cell is missing; reads tuning results, so only what is needed."""
        if self.fresh:
            return True
        for cell in bundle.cells:
            tuning = self.plan.tuning(cell)
            if not self.store.has(tuning.key) or not self.store.has(self._evaluation(cell, tuning).key):
                return True
        return False

    def _run_cell(self, cell: Cell, program: CompiledBundle | None) -> tuple[Outcome, float, bool]:
        """Run both stages of a cell; return what became of it, the seconds it took, and whether it was computed."""
        began, stages = time.perf_counter(), []
        try:
            tuning = self.plan.tuning(cell)
            found = self._ensured(tuning, program)
            stages.append(found)
            evaluation = self._evaluation(cell, tuning, found)
            stages.append(self._ensured(evaluation, program))
        except (StoreError, KeyboardInterrupt):
            raise
        except StartNotFinite as error:
            outcome = Outcome(cell, "failed", str(error))
        except Exception:
            outcome = Outcome(cell, "failed", traceback.format_exc())
        else:
            chosen = evaluation.lanes[0]
            setting = dict(chosen.settings)
            outcome = Outcome(cell, "done", "", tuning.key, evaluation.key, chosen.trial, setting)
        return outcome, time.perf_counter() - began, any(stage is not None for stage in stages)

    def _run_without_failures(self, bundle: Bundle, error: str) -> None:
        """Find the rules that break a bundle's program, fail their cells, and run the rest."""
        verdicts: dict[Any, str | None] = {}
        for cell in bundle.cells:
            key = rule_key(cell)
            if key not in verdicts:
                verdicts[key] = probe(cell)
        good = [cell for cell in bundle.cells if verdicts[rule_key(cell)] is None]
        blame_all = len(good) == len(bundle.cells)
        for cell in bundle.cells:
            reason = error if blame_all else verdicts[rule_key(cell)]
            if reason is not None:
                self.finish(Outcome(cell, "failed", reason))
        if good and not blame_all:
            rest = bundles(good, bundle.runs or bundle.tile, bundle.seeds)[0]
            self.run_bundle(rest, self._compiler.submit(compile_bundle, rest))

    def _ensured(self, job: Job, program: CompiledBundle | None) -> Scores | None:
        """Compute a job that the store lacks, and hand it to the writer; None where the store has it."""
        if self.fresh:
            self.store.discard(job.key)
        if self.store.has(job.key):
            return None
        if program is None:
            raise RuntimeError(f"{job.cell.label} changed in the store while this run was going on")
        began = time.perf_counter()
        environment = {"jax": self.plan.environment.jax, "platform": self.plan.environment.platform}
        meta = {"cell": job.cell.label, "stage": job.stage.value, **environment}
        if len(job.lanes) > MOST_HELD * program.bundle.tile:
            return self._streamed(job, program, meta)
        trace = program.run(job.cell, job.lanes)
        self._check_start(job, finite=_begins(job.cell, trace))
        self._write(job, trace, meta | {"seconds": time.perf_counter() - began})
        return Scores(trace.hit_cost, trace.gap)

    def _streamed(self, job: Job, program: CompiledBundle, meta: dict[str, Any]) -> Scores:
        """Compute a job of many tiles and write each as it comes; what tuning chooses by is all that is held."""
        began, scores, finite = time.perf_counter(), [], []

        def parts() -> Iterator[Trace]:
            for trace in program.stream(job.cell, job.lanes):
                scores.append((trace.hit_cost, trace.gap))
                finite.append(_begins(job.cell, trace))
                yield trace
            self._check_start(job, finite=any(finite))
            meta["seconds"] = time.perf_counter() - began

        self.store.commit(job.key, job.spec, parts(), job.lanes, meta)
        with self._lock:
            self.computed += 1
        hits, gaps = zip(*scores, strict=True)
        return Scores(np.concatenate(hits), np.concatenate(gaps))

    def _check_start(self, job: Job, *, finite: bool) -> None:
        if not finite:
            raise StartNotFinite(
                f"the loss of {job.cell.workload.label} is not a finite number where runs begin (seeds "
                f"{job.lanes[0].seed} to {job.lanes[-1].seed}): mend its initialisation, data or loss"
            )

    def _write(self, job: Job, trace: Trace, meta: dict[str, Any]) -> None:
        """Hand a job's results to the writer; raises what an earlier write has failed with."""
        with self._lock:
            self.computed += 1
            done = [write for write in self._writes if write.done()]
            self._writes = [write for write in self._writes if write not in done]
            self._writes.append(self._writer.submit(self.store.commit, job.key, job.spec, trace, job.lanes, meta))
        for write in done:
            write.result()

    def _evaluation(self, cell: Cell, tuning: Job, scores: Scores | None = None) -> Job:
        """Choose the best trial of the tuning results, at hand or in the store."""
        if scores is not None:
            hits, gap = scores
        else:
            _, table = self.store.read(tuning.key)
            hits = np.stack(table["hit_cost"].to_numpy())
            gap = table["gap"].to_numpy()
        points, seeds = tuning.lanes.points, tuning.lanes.seeds
        trial = np.repeat([each for each, _ in points], len(seeds))
        best = best_trial(trial, hits, gap, cell.protocol.budget)
        chosen = Lane(best, seeds[0], dict(points)[best])
        return self.plan.evaluation(cell, chosen)


def _begins(cell: Cell, trace: Trace) -> bool:
    """Whether any run began at a number; the gap to a function that falls without end is infinite everywhere."""
    unit, first = cell.workload.unit, trace.curve_gap[:, 0]
    endless = not cell.workload.is_task and unit.minimum(cell.workload.dim) == -np.inf
    return bool((~np.isnan(first) if endless else np.isfinite(first)).any())
