"""The variants that ``--optimizer`` and ``--sweep`` add to the cells of a suite, and which cells ``--only`` keeps."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatch
from typing import Any

from gdbench.engine.traceable import with_untraceable_fixed
from gdbench.errors import ConfigError
from gdbench.registry import load, reference_of
from gdbench.suite import Suite, parse_sweep
from gdbench.suite.checks import check_knob, check_sweep, completed
from gdbench.types import Cell, Entry, Hyperparameter, Variant, Workload

Mistakes = list[tuple[str, str]]


def parsed_sweeps(sweeps: Mapping[str, str] | Sequence[str]) -> dict[str, str]:
    """Return sweeps by hyperparameter, from a mapping or from texts such as ``learning_rate=log:1e-4:1:16``."""
    if isinstance(sweeps, Mapping):
        return dict(sweeps)
    found = {}
    for text in sweeps:
        name, equals, rest = text.partition("=")
        if not equals or not name:
            sentence = f"{text!r}: write NAME=scale:low:high:count, such as learning_rate=log:1e-4:1:16"
            raise ConfigError("command line", [("--sweep", sentence)])
        found[name.strip()] = rest.strip()
    return found


def with_optimizers(suite: Suite, cells: list[Cell], optimizers: Any, sweeps: Mapping[str, str]) -> list[Cell]:
    """Add each optimizer on every workload of the suite; the sweeps are the ranges over which it is tuned.

    ``optimizers`` is one or several; each is a reference or, from Python, the function itself. Raises `ConfigError` for
    an optimizer that is given twice and for sweeps that do not fit, and `ImportFailed` for a function to which no
    reference leads.
    """
    single = isinstance(optimizers, str) or not isinstance(optimizers, Sequence) or hasattr(optimizers, "update")
    references = [reference_of(each) for each in ([optimizers] if single else optimizers)]
    if sweeps and not references:
        raise ConfigError("command line", [("--sweep", "says how to tune an --optimizer, and none is given")])
    workloads = {cell.workload.label: cell for cell in cells}
    labels = {cell.entry.label for cell in cells}
    twice = sorted({each for each in references if references.count(each) > 1})
    if twice:
        raise ConfigError("command line", [("--optimizer", f"{twice[0]} is given twice")])
    for reference in references:
        entry = _swept(suite, reference, load("variant", reference), sweeps)
        if entry.label in labels:
            entry = replace(entry, label=f"{entry.label} (yours)", variant=replace(entry.variant, origin="yours"))
        cells = cells + [replace(cell, entry=entry.within(cell.protocol.budget)) for cell in workloads.values()]
    return cells


def matches(cell: Cell, only: str | None) -> bool:
    """Return whether the variant or the workload of a cell matches the glob pattern."""
    names = (cell.entry.label, cell.entry.variant.name, cell.workload.label, cell.workload.unit.name)
    return only is None or any(fnmatch(name, only) for name in names)


def traceable(entry: Entry, workloads: Sequence[Workload]) -> Entry:
    """Fix the arguments of a factory that cannot be traced; raises `ConfigError` if one of them is swept."""
    variant, stuck = with_untraceable_fixed(entry.variant, dict(entry.fixed), workloads)
    swept = [name for name in stuck if name in entry.sweep]
    if swept:
        sentence = (
            f"{entry.label} turns {swept[0]} into a shape or a branch, so it cannot be swept in one compiled "
            f"program; sweep another argument, or list the variant once per value with "
            f"set = {{ {swept[0]} = … }} in a suite file"
        )
        raise ConfigError("sweep", [(swept[0], sentence)])
    return replace(entry, variant=variant)


def _swept(suite: Suite, reference: str, variant: Variant, sweeps: Mapping[str, str]) -> Entry:
    """Return an optimizer with its sweeps; raises `ConfigError` with every mistake in them."""
    mistakes: Mistakes = []
    ranges, counts = _ranges(variant, sweeps, mistakes)
    fixed, variant = {}, variant.used_with({}, ranges)
    try:
        fixed = completed(variant, {}, ranges)
    except ValueError as error:
        mistakes.append(("--sweep", str(error)))
    given = {name: count for name, count in counts.items() if count}
    if given and len(given) < len(counts):
        asked = ", ".join(f"{name} {count}" for name, count in given.items())
        mistakes.append(("--sweep", f"gives a count to some of the names only ({asked}); give one to all or to none"))
    elif given:
        mistakes += _unequal(suite, math.prod(given.values()))
    if mistakes:
        raise ConfigError("command line", mistakes)
    return Entry(reference, variant, fixed, ranges, _grid(ranges, given))


def _ranges(
    variant: Variant, sweeps: Mapping[str, str], mistakes: Mistakes
) -> tuple[dict[str, Hyperparameter], dict[str, int | None]]:
    """Return the range of each sweep, and the number of points if it has one; mistakes are added to the list."""
    ranges, counts = {}, {}
    for name, text in sweeps.items():
        try:
            check_knob(variant, name)
            check_sweep(variant, name, {})
            ranges[name], counts[name] = parse_sweep(name, text)
        except ValueError as error:
            mistakes.append((f"--sweep {name}", str(error)))
    return ranges, counts


def _unequal(suite: Suite, total: int) -> Mistakes:
    """Return the message for a grid that has more or fewer trials than the suite gives every variant."""
    wanted = suite.tuning.trials
    if total == wanted:
        return []
    sentence = (
        f"gives {total} trials, but suite {suite.name} tunes every variant with {wanted}, and only equal trials rank "
        f"fairly; ask for {wanted} points, leave the count out, or give every variant {total} with --trials {total}"
    )
    return [("--sweep", sentence)]


def _grid(ranges: Mapping[str, Hyperparameter], counts: Mapping[str, int]) -> tuple[Mapping[str, float], ...]:
    """Return every combination of the points of all sweeps; empty if the sweeps have no number of points."""
    if not counts:
        return ()
    axes = [[(name, ranges[name].at(i / max(1, count - 1))) for i in range(count)] for name, count in counts.items()]
    return tuple(dict(point) for point in itertools.product(*axes))
