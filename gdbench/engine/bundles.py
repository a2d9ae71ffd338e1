"""Which cells share a program.

All gradient rules and factories on problems of one dimension form one bundle; on a task, they form one bundle per batch
regime. Each full rule forms a bundle of its own, with a switch on problems.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from gdbench.engine.inputs import Inputs
from gdbench.engine.kinds import KINDS, ProgramKind
from gdbench.engine.problem_work import ProblemWork
from gdbench.engine.programs import Method, Recorded, recorded
from gdbench.engine.step_rule import RunnableRule
from gdbench.engine.task_work import TaskWork
from gdbench.engine.tile_sizes import NUMBERS_PER_COORDINATE, tile_size
from gdbench.engine.work import Work
from gdbench.types import Cell, Problem, Task, Workload

WORKS: dict[type, type[Work]] = {Problem: ProblemWork, Task: TaskWork}


@dataclass(frozen=True)
class Bundle:
    """Cells that share one compiled program.

    ``tile`` is the number of runs that it carries at a time; these have at most ``seeds`` seeds (None: as many as
    runs). ``runs`` is the number of runs of a cell's larger stage (None: as many as the tile).
    """

    key: tuple[Any, ...]
    cells: tuple[Cell, ...]
    tile: int
    seeds: int | None = None
    runs: int | None = None

    def __reduce__(self) -> Any:
        """Pickle the fields that define the bundle, without the arrays and rules that are made on demand."""
        return Bundle, (self.key, self.cells, self.tile, self.seeds, self.runs)

    @property
    def dtype(self) -> str:
        """The working precision."""
        return self.cells[0].protocol.dtype

    @property
    def kind(self) -> ProgramKind:
        """The kind of program that its rules form."""
        return KINDS[self.cells[0].entry.variant.kind]

    @cached_property
    def work(self) -> Work:
        """The problems (sorted by name) or the task that the program minimises."""
        return make_work([cell.workload for cell in self.cells], self.dtype)

    @cached_property
    def rules(self) -> dict[tuple[Any, ...], RunnableRule]:
        """The branches of the switch on rules, in a fixed order."""
        entries = {rule_key(cell): cell.entry for cell in self.cells}
        make = lambda entry: self.kind.rule(entry.variant, entry.static, self.work)  # noqa: E731
        return {key: make(entries[key]) for key in sorted(entries, key=repr)}

    @property
    def streams(self) -> int:
        """The number of streams of mini-batches that the program receives."""
        return min(self.seeds or self.tile, self.tile)

    @property
    def first_sample(self) -> int:
        """The step at which curves begin."""
        return self.kind.first_sample(self.work)

    @property
    def numbers(self) -> int:
        """How many numbers a pass over all its cells touches, without the examples of a task."""
        return sum(cell.protocol.budget for cell in self.cells) * (self.runs or self.tile) * self.work.dim

    @property
    def label(self) -> str:
        """The name used in messages, such as ``12 gradient rules on 12 problems, n=10``."""
        rules = {rule_key(cell) for cell in self.cells}
        who = f"{len(rules)} gradient rules" if self.kind.shared else self.cells[0].entry.variant.name
        return f"{who} on {self.work.label}"

    def method(self) -> Callable[[Inputs], Method]:
        """Return the start/advance/inspect functions of this bundle's program."""
        return self.kind.method(self.work, list(self.rules.values()))

    @property
    def program(self) -> Callable[[Inputs], Recorded]:
        """The recorded program before compilation."""
        return recorded(self.work, self.method(), self.kind.layout(self.work))


def rule_key(cell: Cell) -> tuple[Any, ...]:
    """Return the key that distinguishes one branch of the switch on rules from another."""
    variant = cell.entry.variant
    return (variant.name, variant.version, repr(sorted(cell.entry.static.items(), key=repr)))


def bundle_key(cell: Cell) -> tuple[Any, ...]:
    """Return the key that cells with a common program share: shapes of parameters, kind of rule, precision.

    A rule that sees residuals shares a program only among problems with equally many of them: padding would change the
    order in which the rule sums them.
    """
    work = WORKS[type(cell.workload.unit)]
    variant = cell.entry.variant
    rule = "gradient" if KINDS[variant.kind].shared else rule_key(cell)
    rows = work.residual_count(cell.workload) if "residuals" in variant.needs else None
    return (work.sharing(cell.workload), (rule, rows), cell.protocol)


def bundles(cells: Iterable[Cell], runs: int, seeds: int | None = None) -> list[Bundle]:
    """Group the cells that apply; each tile carries ``runs`` runs, of ``seeds`` seeds, or as many as memory allows."""
    groups: dict[tuple[Any, ...], list[Cell]] = {}
    for cell in cells:
        groups.setdefault(bundle_key(cell), []).append(cell)
    return [Bundle(key, tuple(group), _tile(group, runs), seeds, runs) for key, group in groups.items()]


def make_work(workloads: Sequence[Workload], dtype: str) -> Work:
    """Return the problems (each once, sorted by name) or the task of these workloads."""
    return WORKS[type(workloads[0].unit)].of(workloads, dtype)


def _tile(cells: Sequence[Cell], runs: int) -> int:
    """Return how many runs a call of these cells' program carries."""
    work = make_work([cell.workload for cell in cells], cells[0].protocol.dtype)
    numbers = work.dim * NUMBERS_PER_COORDINATE + KINDS[cells[0].entry.variant.kind].matrices(work.dim)
    state = np.dtype(work.dtype).itemsize * numbers
    return tile_size(runs, work.tile_limits(state, cells[0].protocol.budget))
