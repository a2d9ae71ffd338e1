"""Runs the cells of one bundle through its program; a rule that cannot be traced fails alone, and the others run."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Generator, Iterable, Sequence
from functools import partial
from typing import Any

from gdbench.engine.bundles import Bundle, bundles, rule_key
from gdbench.engine.compiled import CompiledBundle, compile_bundle, probe
from gdbench.engine.options import unusual_options
from gdbench.errors import ConfigError, DataUnavailable, UnfitFunction
from gdbench.executors.base import CellEnded, CellOutcome, Order, ProgramAwaited, ProgramCompiled, Report
from gdbench.executors.stages import CellStages, Commit
from gdbench.types import Cell, ProgramRow

Reports = Generator[Report, None, None]


def run_order(order: Order) -> list[Report]:
    """Run the bundles of an order one after the other and return what happened.

    An executor that uses other processes sends them this function and the `Order.parts` of its order.
    """
    _check_options(order)
    runs = BundleRuns(order)
    return [report for bundle in order.bundles for report in runs.reports(bundle)]


def _check_options(order: Order) -> None:
    """Raise `ConfigError` if this process has other options of XLA than those that are in the keys of the plan."""
    planned, found = dict(order.plan.environment.options), unusual_options()
    if planned != found:
        sentence = (
            f"this process has {found or 'no unusual options'} and the run was planned with "
            f"{planned or 'none'}, so its numbers may differ; start workers with the same XLA_FLAGS and options of JAX"
        )
        raise ConfigError("worker", [("XLA_FLAGS", sentence)])


class BundleRuns:
    """Runs bundles one step after the other; an executor with threads overrides `compiling` and `each`."""

    def __init__(self, order: Order, commit: Commit | None = None):
        self.order = order
        self.stages = CellStages(order, commit)

    def compiling(self, bundle: Bundle) -> Callable[[], CompiledBundle]:
        """Return a function that returns the bundle's program; an override may begin to compile at once."""
        return partial(compile_bundle, bundle)

    def each(self, cells: Sequence[Cell], program: CompiledBundle | None) -> Iterable[CellEnded]:
        """Run cells through their program, and return them as they end."""
        return (self.stages.run(cell, program) for cell in cells)

    def missing(self, bundle: Bundle) -> bool:
        """Return whether any stage of any cell has to be computed."""
        return any(self.stages.missing(cell) for cell in bundle.cells)

    def reports(self, bundle: Bundle) -> Reports:
        """Compile the program, if any cell needs it, and run the cells."""
        if self.missing(bundle):
            yield from self.through(bundle, self.compiling(bundle))
        else:
            yield from self.each(bundle.cells, None)

    def through(self, bundle: Bundle, compiled: Callable[[], CompiledBundle]) -> Reports:
        """Wait for the program and run the cells."""
        yield ProgramAwaited(bundle.label)
        try:
            program = compiled()
        except (DataUnavailable, UnfitFunction) as error:
            yield from (CellEnded(CellOutcome(cell, "failed", str(error))) for cell in bundle.cells)
            return
        except Exception:
            yield from self._isolated(bundle, traceback.format_exc())
            return
        yield ProgramCompiled(_row(program))
        yield from self.each(bundle.cells, program)

    def _isolated(self, bundle: Bundle, error: str) -> Reports:
        """Find the rules that break a bundle's program, fail their cells, and run the rest."""
        faults: dict[Any, str | None] = {}
        for cell in bundle.cells:
            key = rule_key(cell)
            if key not in faults:
                faults[key] = probe(cell)
        good = [cell for cell in bundle.cells if faults[rule_key(cell)] is None]
        blame_all = len(good) == len(bundle.cells)
        for cell in bundle.cells:
            reason = error if blame_all else faults[rule_key(cell)]
            if reason is not None:
                yield CellEnded(CellOutcome(cell, "failed", reason))
        if good and not blame_all:
            rest = bundles(good, bundle.runs or bundle.tile, bundle.seeds)[0]
            yield from self.through(rest, self.compiling(rest))


def _row(program: CompiledBundle) -> ProgramRow:
    bundle = program.bundle
    return ProgramRow(bundle.label, len(bundle.cells), bundle.tile, program.trace_seconds, program.compile_seconds)
