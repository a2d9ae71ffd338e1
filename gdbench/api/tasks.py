"""What ``--task`` makes of a suite's cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gdbench.errors import ConfigError, ImportFailed, last_error
from gdbench.types import Cell, Protocol, Task, Workload

if TYPE_CHECKING:
    from gdbench.suite import Suite


def with_tasks(suite: Suite, cells: list[Cell], references: Sequence[str]) -> list[Cell]:
    """Add each task, in its own batch regime and budget, for every variant of the suite.

    Raises `ConfigError` for a task that is given twice or is there already, `ImportFailed` for one that cannot be
    loaded or traced.
    """
    entries = {(section.label or section.name): section.entry() for table in suite.run for section in table.variants}
    for reference in references:
        load_ = _workload(reference)
        if load_.label in {cell.workload.label for cell in cells}:
            raise ConfigError("command line", [("--task", f"{load_.label} is in the suite already, or given twice")])
        protocol = Protocol(
            suite.protocol.dtype, load_.unit.budget, tuple(suite.protocol.targets), suite.protocol.samples
        )
        added = [Cell(entry.within(protocol.budget), load_, protocol) for entry in entries.values()]
        _check(reference, added)
        cells = cells + added
    return cells


def _workload(reference: str) -> Workload:
    from gdbench.registry import load
    from gdbench.suite.checks import check_regime

    unit: Task = load("task", reference)
    try:
        size = unit.parameters
    except Exception as error:
        raise ImportFailed(
            f"{reference!r}: init(key) must return a pytree of arrays alone, and raised {type(error).__name__}: "
            f"{error} (with equinox: params, static = eqx.partition(model, eqx.is_array))"
        ) from error
    try:
        check_regime(unit, unit.batch, "shuffled")
    except ValueError as error:
        raise ConfigError("command line", [("--task", str(error))]) from error
    return Workload(unit, size, unit.batch)


def _check(reference: str, cells: Sequence[Cell]) -> None:
    """Raise when not one variant can be traced on the task: it is the task then."""
    from gdbench.engine.compiled import probe

    possible = [cell for cell in cells if not cell.declined()]
    if not possible:
        return
    fault = probe(possible[0])
    if fault is not None:
        raise ImportFailed(f"{reference!r} cannot be run: {last_error(fault)}")
