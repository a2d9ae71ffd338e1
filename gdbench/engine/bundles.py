"""Which cells share a program.

All gradient rules and factories on problems of one dimension form one bundle; on a task, one bundle per
batch regime. A full rule forms its own, with the switch on problems.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import numpy as np

from gdbench.engine.factories import Rule, make_rule
from gdbench.engine.full import full_method
from gdbench.engine.gradients import gradient_method
from gdbench.engine.programs import recorded
from gdbench.engine.work import GROUP, ProblemWork, TaskWork, Work
from gdbench.types import Cell, Workload

# Measured on two cores with 2 MiB of second-level cache each, 3 rules on 3 problems: in 10 dimensions, a run's step
# costs the same in tiles of 256 to 1024; in 100, 1.2 times as much in tiles of 512 and 1.5 times in tiles of 2048. A
# step of 48 runs costs as much as one of 128. The compiler's own memory analysis says 8 numbers per coordinate.
# Of mini-batches, the examples count too: a step of `mlp_digits` costs a run 1.2 to 1.3 times as much in tiles of 64
# as in tiles of 16, where all is in the second-level cache; one of `logreg_breast_cancer` half as much.
MOST_RUNS, FEWEST_RUNS = 1024, 128
CACHE_BYTES = 2**20
NUMBERS_PER_COORDINATE = 8
TILE_BYTES = 256 * 2**20  # of the arrays that are known before compiling; the rest is measured then


@dataclass(frozen=True)
class Bundle:
    """Cells that share one compiled program.

    ``tile`` is how many runs it carries at a time; these have at most ``seeds`` seeds (None: each its own). ``runs``
    are those of a cell's larger stage (None: as many as the tile).
    """

    key: tuple[Any, ...]
    cells: tuple[Cell, ...]
    tile: int
    seeds: int | None = None
    runs: int | None = None

    @property
    def dtype(self) -> str:
        """The working precision."""
        return self.cells[0].protocol.dtype

    @property
    def is_full(self) -> bool:
        """Whether this is the bundle of one full rule."""
        return self.cells[0].entry.variant.kind == "full"

    @cached_property
    def work(self) -> Work:
        """The problems (sorted by name) or the task that the program minimises."""
        return make_work([cell.workload for cell in self.cells], self.dtype)

    @cached_property
    def rules(self) -> dict[tuple[Any, ...], Rule]:
        """The branches of the switch on rules, in a fixed order."""
        found = {rule_key(cell): cell for cell in self.cells}
        leaves, axis = self.work.leaves, self.work.axis
        return {
            key: make_rule(found[key].entry.variant, found[key].entry.static, leaves, axis, self.dtype)
            for key in sorted(found, key=repr)
        }

    @property
    def streams(self) -> int:
        """How many streams of mini-batches the program is given."""
        return min(self.seeds or self.tile, self.tile)

    @property
    def numbers(self) -> int:
        """How many numbers a pass over all its cells touches, the examples of a task aside."""
        return sum(cell.protocol.budget for cell in self.cells) * (self.runs or self.tile) * self.work.dim

    @property
    def branches(self) -> int:
        """How many rules and problems (or the one task) the program is made of."""
        rules = 1 if self.is_full else len(self.rules)
        return rules + (len(self.work.problems) if isinstance(self.work, ProblemWork) else 1)

    @property
    def label(self) -> str:
        """The name used in messages, such as ``gradient rules on 12 problems, n=10``."""
        first = self.cells[0]
        who = first.entry.variant.name if self.is_full else f"{len(self.rules)} gradient rules"
        if first.workload.is_task:
            return f"{who} on {first.workload.label}"
        return f"{who} on {len(self.work.problems)} problems, n={first.workload.dim}"

    def method(self) -> Callable[[Any], Any]:
        """Return the start/advance/inspect functions of this bundle's program."""
        if self.is_full:
            entry = self.cells[0].entry
            return partial(full_method, self.work, entry.variant, entry.static)
        return partial(gradient_method, self.work, list(self.rules.values()))

    @property
    def program(self) -> Callable[[Any], Any]:
        """The recorded program, not compiled."""
        return recorded(self.work, self.method(), 0 if self.is_full else self.work.axis)


def rule_key(cell: Cell) -> tuple[Any, ...]:
    """Return what distinguishes one branch of the switch on rules from another."""
    variant = cell.entry.variant
    return (variant.name, variant.version, tuple(sorted(cell.entry.static.items(), key=repr)))


def bundle_key(cell: Cell) -> tuple[Any, ...]:
    """Return what cells must share to share a program: shapes of parameters, kind of rule, precision."""
    load = cell.workload
    shape = ("task", load.unit.name, load.batch, load.sampling) if load.is_task else ("problem", load.dim)
    kind = rule_key(cell) if cell.entry.variant.kind == "full" else "gradient"
    return (shape, kind, cell.protocol)


def bundles(cells: Iterable[Cell], runs: int, seeds: int | None = None) -> list[Bundle]:
    """Group the cells that apply; each tile carries ``runs`` runs, of ``seeds`` seeds, or as many as memory allows."""
    groups: dict[tuple[Any, ...], list[Cell]] = {}
    for cell in cells:
        groups.setdefault(bundle_key(cell), []).append(cell)
    return [Bundle(key, tuple(group), _tile(group, runs), seeds, runs) for key, group in groups.items()]


def make_work(workloads: Sequence[Workload], dtype: str) -> Work:
    """Return the problems (each once, sorted by name) or the task of these workloads."""
    first = workloads[0]
    if first.is_task:
        return TaskWork(first.unit, first.batch, dtype, first.sampling)
    unique = {load.unit.name: load.unit for load in workloads}
    return ProblemWork(tuple(unique[name] for name in sorted(unique)), first.dim, dtype)


def _tile(cells: Sequence[Cell], runs: int) -> int:
    """Return how many runs a call carries: equal parts of those asked for, within the caches and the memory."""
    work = make_work([cell.workload for cell in cells], cells[0].protocol.dtype)
    item = np.dtype(cells[0].protocol.dtype).itemsize
    state = item * work.dim * NUMBERS_PER_COORDINATE
    if cells[0].entry.variant.kind == "full":
        state += item * work.dim * work.dim * 4
    most, streams = min(MOST_RUNS, max(FEWEST_RUNS, CACHE_BYTES // state)), 0
    if isinstance(work, TaskWork):
        most = MOST_RUNS  # products of all examples go by groups, and find their own way through the caches
        if work.batch:
            one = sum(int(np.prod(a.shape[1:], dtype=int)) for a in work.data["train"].values())
            state += work.batch * 4 * item * one
            streams = work.batch * 4 * cells[0].protocol.budget
            most = max(GROUP, 2 * CACHE_BYTES // state)
    most = max(1, min(runs, most, TILE_BYTES // (state + streams)))
    return -(-runs // -(-runs // most))
