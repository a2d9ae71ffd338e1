"""What ``--optimizer``, ``--sweep`` and ``--only`` make of a suite's cells."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatch
from typing import TYPE_CHECKING, Any

from gdbench.errors import ConfigError
from gdbench.types import Cell, Entry

if TYPE_CHECKING:
    from gdbench.suite import Suite


def with_optimizers(
    suite: Suite, cells: list[Cell], optimizers: Sequence[str], sweeps: Mapping[str, str]
) -> list[Cell]:
    """Add each optimizer on every workload; its sweep is its tuning space."""
    if sweeps and not optimizers:
        raise ConfigError("command line", [("--sweep", "says how to tune an --optimizer, and none is given")])
    workloads = {cell.workload.label: cell for cell in cells}
    labels = {cell.entry.label for cell in cells}
    twice = sorted({reference for reference in optimizers if list(optimizers).count(reference) > 1})
    if twice:
        raise ConfigError("command line", [("--optimizer", f"{twice[0]} is given twice")])
    for reference in optimizers:
        entry = _optimizer_entry(suite, reference, sweeps)
        if entry.label in labels:
            entry = replace(entry, label=f"{entry.label} (yours)", variant=replace(entry.variant, origin="yours"))
        cells = cells + [replace(cell, entry=entry.within(cell.protocol.budget)) for cell in workloads.values()]
    return cells


def _optimizer_entry(suite: Suite, reference: str, sweeps: Mapping[str, str]) -> Entry:
    from gdbench.registry import load
    from gdbench.suite import parse_sweep
    from gdbench.suite.checks import check_knob, check_sweep, completed

    variant = load("variant", reference)
    mistakes, ranges, counts = [], {}, {}
    for name, text in sweeps.items():
        try:
            check_knob(variant, name)
            check_sweep(variant, name, {})
            ranges[name], counts[name] = parse_sweep(name, text)
        except ValueError as error:
            mistakes.append((f"--sweep {name}", str(error)))
    fixed: dict[str, Any] = {}
    try:
        fixed = completed(variant, {}, ranges)
    except ValueError as error:
        mistakes.append(("--sweep", str(error)))
    total = 1
    for count in counts.values():
        total *= count or 1
    gridded = bool(counts) and all(counts.values())
    if not gridded and any(counts.values()):
        asked = ", ".join(f"{name} {count}" for name, count in counts.items() if count)
        mistakes.append(("--sweep", f"gives a count to some of the names only ({asked}); give one to all or to none"))
    if gridded and total != suite.tuning.trials:
        mistakes.append(
            (
                "--sweep",
                f"gives {total} trials, but suite {suite.name} tunes every variant with {suite.tuning.trials}, "
                f"and only equal trials rank fairly; ask for {suite.tuning.trials} points, leave the count "
                f"out, or give every variant {total} with --trials {total}",
            )
        )
    if mistakes:
        raise ConfigError("command line", mistakes)
    grid: tuple[Mapping[str, float], ...] = ()
    if gridded:
        axes = [
            [(name, ranges[name].at(i / max(1, count - 1))) for i in range(count)] for name, count in counts.items()
        ]
        grid = tuple(dict(point) for point in itertools.product(*axes))
    return Entry(reference, variant, fixed, ranges, grid)


def matches(cell: Cell, only: str | None) -> bool:
    """Whether a cell's variant or workload matches the glob."""
    names = (cell.entry.label, cell.entry.variant.name, cell.workload.label, cell.workload.unit.name)
    return only is None or any(fnmatch(name, only) for name in names)


def traceable(entry: Entry) -> Entry:
    """Fix the arguments of a factory that cannot be traced; refuse to sweep one."""
    from gdbench.engine.traceable import with_untraceable_fixed

    variant, stuck = with_untraceable_fixed(entry.variant, dict(entry.fixed))
    swept = [name for name in stuck if name in entry.sweep]
    if swept:
        sentence = (
            f"{entry.label} turns {swept[0]} into a shape or a branch, so it cannot be swept in one compiled "
            f"program; sweep another argument, or list the variant once per value with "
            f"set = {{ {swept[0]} = … }} in a suite file"
        )
        raise ConfigError("sweep", [(swept[0], sentence)])
    return replace(entry, variant=variant)
