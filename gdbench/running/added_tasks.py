"""The tasks that ``--task`` adds to the cells of a suite."""

from __future__ import annotations

from collections.abc import Sequence

from gdbench.engine.compiled import probe
from gdbench.errors import ConfigError, ImportFailed, last_error
from gdbench.registry import load
from gdbench.suite import Suite
from gdbench.suite.checks import check_regime, parameters_of
from gdbench.types import Cell, Protocol, Task, Workload


def with_tasks(suite: Suite, cells: list[Cell], references: Sequence[str]) -> list[Cell]:
    """Add each task, in its own batch regime and with its own budget, for every variant of the suite.

    Raises `ConfigError` for a task that is given twice or is in the suite already, and `ImportFailed` for a task that
    cannot be loaded or traced.
    """
    entries = {(section.label or section.name): section.entry() for table in suite.run for section in table.variants}
    for reference in references:
        unit: Task = load("task", reference)
        added = _workload(reference, unit)
        if added.label in {cell.workload.label for cell in cells}:
            raise ConfigError("command line", [("--task", f"{added.label} is in the suite already, or given twice")])
        shared = suite.protocol
        protocol = Protocol(shared.dtype, unit.budget, tuple(shared.targets), shared.samples)
        new = [Cell(entry.within(protocol.budget), added, protocol) for entry in entries.values()]
        _check(reference, new)
        cells = cells + new
    return cells


def _workload(reference: str, unit: Task) -> Workload:
    try:
        size = parameters_of(unit)
    except ValueError as error:
        raise ImportFailed(str(error)) from error
    try:
        check_regime(unit, unit.batch, "shuffled")
    except ValueError as error:
        raise ConfigError("command line", [("--task", str(error))]) from error
    return Workload(unit, size, unit.batch)


def _check(reference: str, cells: Sequence[Cell]) -> None:
    """Raise `ImportFailed` if the task cannot be traced with the first variant that applies to it."""
    possible = [cell for cell in cells if not cell.declined()]
    if not possible:
        return
    fault = probe(possible[0])
    if fault is not None:
        raise ImportFailed(f"{reference!r} cannot be run: {last_error(fault)}")
