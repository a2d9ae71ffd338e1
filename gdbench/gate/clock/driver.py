"""Times base and head in one job: pairs of warm processes on one core take turns, block by block.

A launch starts a worker on each side and lets both compile every program. It then measures the programs in turns, one
ABBA block at a time, so that other work of the machine affects all of them alike. Programs whose times differ stay
open, and further launches of fresh processes measure them again; usually there are none.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from gdbench.errors import NotComparable
from gdbench.gate.clock.paired_samples import Block, JudgedRatio, Measured, TimingRule, finding, judge
from gdbench.gate.clock.process import Process
from gdbench.gate.findings import Finding
from gdbench.gate.installation import Installation
from gdbench.types import Cell


@dataclass(frozen=True)
class TimedCell:
    """A variant on a workload; ``request`` describes both in the protocol of the `worker`."""

    label: str
    workload: str
    request: dict[str, Any]


@dataclass
class TimingComparison:
    """The measurements of both sides.

    ``notes`` are sentences about cells that neither side could time or that one side does not have. ``unmeasured`` are
    sentences about cells that only one side could time, which means that the other side has an error. ``looks`` counts
    launches.
    """

    findings: list[Finding]
    notes: list[str]
    unmeasured: list[str]
    versions: dict[str, dict[str, Any]]
    measured: list[Measured]
    looks: int


def timed_cell(cell: Cell, runs: int) -> TimedCell:
    """Return a cell of a suite as a cell to be timed with ``runs`` runs side by side."""
    load, unit = cell.workload, cell.workload.unit
    workload: dict[str, Any] = {"kind": unit.kind, "name": unit.name, "dim": load.dim}
    workload |= {"runs": runs, "dtype": cell.protocol.dtype}
    if unit.kind == "task":
        workload |= {"batch": load.batch} | ({} if load.sampling == "shuffled" else {"sampling": load.sampling})
    request = {"variant": cell.entry.variant.name, "set": dict(cell.entry.fixed), "workload": workload}
    return TimedCell(cell.entry.label, f"{load.label} runs={runs}", request)


def compare_timings(
    base: Installation,
    head: Installation,
    cells: Sequence[TimedCell],
    rule: TimingRule,
    say: Callable[[str], None] = lambda text: None,
) -> TimingComparison:
    """Time every cell on both sides; raises `NotComparable` if a side cannot be measured at all."""
    launches = _Launches((base, head), cells, rule, say)
    for number in range(rule.most_launches):
        if not launches.open:
            break
        launches.launch(number)
    return launches.comparison()


@dataclass
class _Launches:
    """The state of one comparison of timings; ``open`` are the numbers of the cells that are not decided yet."""

    sides: tuple[Installation, Installation]
    cells: Sequence[TimedCell]
    rule: TimingRule
    say: Callable[[str], None]
    notes: list[str] = field(default_factory=list)
    unmeasured: list[str] = field(default_factory=list)
    versions: dict[str, dict[str, Any]] = field(default_factory=dict)
    looks: int = 0

    def __post_init__(self) -> None:
        self.measured = {i: Measured(each.label, each.workload) for i, each in enumerate(self.cells)}
        self.calls: dict[int, int] = {}
        self.open = list(self.measured)

    def launch(self, number: int) -> None:
        """Time the open cells in a fresh pair of processes; the sides take turns in being started first."""
        self.say(f"launch {number + 1}: starting base and head, and compiling {len(self.open)} programs on each")
        cores = sorted(os.sched_getaffinity(0))[-2:] if hasattr(os, "sched_getaffinity") else [0]
        with ExitStack() as stack:
            order = self.sides if number % 2 == 0 else self.sides[::-1]
            started = {side.name: stack.enter_context(Process(side)) for side in order}
            pair = [started[side.name] for side in self.sides]
            for process, core in zip(pair, (cores[0], cores[-1]), strict=True):
                process.ask({"do": "pin", "core": core})
            self._meet(pair)
            ready = [i for i in self.open if self._prepare(i, pair)]
            pair[0].ask({"do": "pin", "core": cores[-1]})
            self.say(f"launch {number + 1}: {self.rule.blocks} blocks of {len(ready)} programs")
            for i in ready:
                self.measured[i].launches.append([])
            for turn in range(self.rule.blocks):
                for i in ready if turn % 2 == 0 else ready[::-1]:
                    self.measured[i].launches[-1].append(self._block(i, pair, head_first=(turn + i) % 2 == 1))
        self.looks += 1
        self.open = [i for i in ready if self._judged(i).open]

    def comparison(self) -> TimingComparison:
        """Return the findings on the cells that were timed."""
        found = [each for each in self.measured.values() if each.launches]
        findings = [finding(self.measured[i], self._judged(i)) for i, each in self.measured.items() if each.launches]
        return TimingComparison(findings, self.notes, self.unmeasured, self.versions, found, self.looks)

    def _judged(self, i: int) -> JudgedRatio:
        return judge(self.measured[i].logs, self.rule, len(self.cells))

    def _meet(self, pair: Sequence[Process]) -> None:
        """Ask both sides for their versions; raises `NotComparable` if their times would not measure the same thing."""
        self.versions = {process.side.name: process.hello() for process in pair}
        base, head = (self.versions[process.side.name] for process in pair)
        for name in ("protocol", "jax", "jaxlib", "platform", "device"):
            if base[name] != head[name]:
                raise NotComparable(
                    f"timings cannot be compared: {pair[0].side.title} has {name} {base[name]}, "
                    f"{pair[1].side.title} has {head[name]}"
                )

    def _prepare(self, i: int, pair: Sequence[Process]) -> bool:
        """Let both sides compile a cell at the same time; return whether both could."""
        request = {"do": "prepare", "id": i, **self.cells[i].request, "seconds": self.rule.call_seconds}
        for process in pair:
            process.send(request)
        base, head = (process.receive() for process in pair)
        what = f"{self.cells[i].label} on {self.cells[i].workload}"
        faults = {process.side.title: got for process, got in zip(pair, (base, head), strict=True) if "error" in got}
        if faults:
            where, got = next(iter(faults.items()))
            alone = len(faults) == 1 and not got["unknown"]
            sides = "base and head" if len(faults) == 2 else where
            (self.unmeasured if alone else self.notes).append(f"{what} was not timed: {sides}: {got['error']}")
            return False
        if not self.measured[i].launches:  # all launches make calls of the same length
            self.measured[i].steps = max(base["steps"], head["steps"])
            slower = max(each["seconds"] / each["steps"] for each in (base, head))
            self.calls[i] = self.rule.calls(slower * self.measured[i].steps)
        return True

    def _block(self, i: int, pair: Sequence[Process], *, head_first: bool) -> Block:
        request = {"do": "sample", "id": i, "steps": self.measured[i].steps, "calls": self.calls[i]}
        inner, outer = pair if head_first else pair[::-1]
        first, second, third, last = (each.ask(request)["seconds"] for each in (outer, inner, inner, outer))
        sides = {outer.side.name: (first, last), inner.side.name: (second, third)}
        return Block(*(sides[process.side.name] for process in pair))
