"""Runs a suite from beginning to end: cells, executor, clock, close-ups, manifest."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gdbench.engine.options import known_options, unusual_options
from gdbench.errors import ConfigError, nearest
from gdbench.executors.base import Event, Execution, execute, executor_named
from gdbench.executors.plan import Environment, Plan
from gdbench.executors.timing import measure_steps
from gdbench.running.added_tasks import with_tasks
from gdbench.running.added_variants import matches, parsed_sweeps, traceable, with_optimizers
from gdbench.running.inventory import is_complete, manifest_of, plan_digest
from gdbench.running.lens import closeups_of
from gdbench.running.machine import machine_facts
from gdbench.running.program_cache import kept_programs
from gdbench.running.stale_results import warnings_of
from gdbench.running.suite_source import SuiteSource, suite_source
from gdbench.store import Store
from gdbench.tables.run import StoredRun
from gdbench.types import Cell, Manifest, Workload


@dataclass(frozen=True)
class Additions:
    """The additions that a user makes to a suite, and the cells that are left out (see `run_suite`)."""

    optimizers: str | Callable[..., Any] | Sequence[str | Callable[..., Any]] = ()
    tasks: Sequence[str] = ()
    sweeps: Mapping[str, str] | Sequence[str] = ()
    only: str | None = None
    trials: int | None = None


@dataclass(frozen=True)
class FinishedRun:
    """A run in a store, with the numbers of stages computed and of programs compiled by this call."""

    store: Store
    name: str
    manifest: Manifest
    computed: int = 0
    compiled: int = 0


def run_suite(
    suite: str | Path | Mapping[str, Any],
    additions: Additions,
    store: Store,
    *,
    device: str | None = None,
    fresh: bool = False,
    executor: str = "local",
    notify: Callable[[Event], None],
) -> FinishedRun:
    """Run a suite into a store and return the run; only missing results are computed, or all if ``fresh`` is set.

    ``executor`` names the file of `gdbench.executors` that says where cells run. Raises `ConfigError` for a suite or
    an addition that cannot be run, `StoreError` for a store that cannot be written, and `Interrupted` on Ctrl-C.
    """
    executor_named(executor)  # a name or a device that does not exist is an error before anything is written
    machine = machine_facts(device)
    source = suite_source(suite, additions.trials)
    with kept_programs(), known_options():
        cells = cells_of(source, additions)
        for sentence in () if fresh else warnings_of(cells):
            notify(Event("warning", sentence, 0, len(cells)))
        return _run(source, cells, machine, store, fresh=fresh, executor=executor, notify=notify)


def cells_of(source: SuiteSource, additions: Additions) -> list[Cell]:
    """Return the cells of a suite and of the additions, filtered by ``only``."""
    cells = with_tasks(source.suite, source.suite.cells(), additions.tasks)
    cells = with_optimizers(source.suite, cells, additions.optimizers, parsed_sweeps(additions.sweeps))
    every = cells
    cells = [cell for cell in every if matches(cell, additions.only)]
    if not cells:
        sentence = (
            f"{additions.only!r} matches no variant and no workload of this suite{_offered(every, additions.only)}"
        )
        raise ConfigError("command line", [("--only", sentence)])
    workloads: dict[str, list[Workload]] = {}
    for cell in cells:
        workloads.setdefault(cell.entry.label, []).append(cell.workload)
    entries = {cell.entry.label: cell.entry for cell in cells}
    variants = {label: traceable(entry, workloads[label]).variant for label, entry in entries.items()}
    # Only the variant is replaced: the settings of an entry, such as its horizon, may differ from cell to cell.
    return [replace(cell, entry=replace(cell.entry, variant=variants[cell.entry.label])) for cell in cells]


def _offered(cells: Sequence[Cell], only: str | None) -> str:
    """Return the names that are nearest to a pattern without a match, or else some names that would match."""
    labels = dict.fromkeys(label for cell in cells for label in (cell.entry.label, cell.workload.label))
    shown = ", ".join(list(labels)[:6]) + (", …" if len(labels) > 6 else "")
    return nearest(only or "", labels) or f"; its names are {shown}"


def _run(
    source: SuiteSource,
    cells: list[Cell],
    machine: Mapping[str, Any],
    store: Store,
    *,
    fresh: bool,
    executor: str,
    notify: Callable[[Event], None],
) -> FinishedRun:
    """Run these cells of a suite; a run that the store holds already is returned unchanged."""
    store.open_for_writing()
    store.sweep()
    suite = source.suite
    plan = Plan(suite, Environment(machine["platform"], machine["jax"], machine["instructions"], unusual_options()))
    known = store.read_manifest(suite.name)
    if known and not fresh and known.plan == plan_digest(plan, cells) and is_complete(store, known):
        return FinishedRun(store, suite.name, known)
    began = time.time()
    done = execute(plan, cells, store, notify, fresh=fresh, executor=executor)
    _time_steps(source, cells, store, machine, notify)
    manifest = manifest_of(plan, cells, done, machine, began, known)
    if suite.closeups:
        _write_closeups(source, done, store, manifest)
    store.write_manifest(suite.name, manifest, source.text)  # last: a run that has a manifest is complete
    return FinishedRun(store, suite.name, manifest, done.computed, len(done.compiled))


def _time_steps(
    source: SuiteSource,
    cells: Sequence[Cell],
    store: Store,
    machine: Mapping[str, Any],
    notify: Callable[[Event], None],
) -> None:
    """Time a step of every variant for which the store has no observation."""
    entries = list({cell.entry.label: cell.entry for cell in cells}.values())
    known = store.read_timings(source.suite.name)
    store.append_timings(source.suite.name, measure_steps(source.suite, entries, known, machine, notify))


def _write_closeups(source: SuiteSource, done: Execution, store: Store, manifest: Manifest) -> None:
    """Compute and write the close-ups of the variants that lead the ranking of this run."""
    best = StoredRun(store, source.suite.name, manifest).ranking["variant"]
    store.write_closeups(source.suite.name, closeups_of(source.suite, done.outcomes, list(best)))
