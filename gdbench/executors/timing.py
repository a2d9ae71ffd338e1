"""Time one step of every variant of a suite, and of each own variant beside its counterpart in Optax."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, Literal

from gdbench.engine.clock import Stopwatch, difference, measure, prepare
from gdbench.executors.base import Event, Notify
from gdbench.registry import load
from gdbench.suite import Suite, TimingSection
from gdbench.types import Cell, Entry, Protocol, Timing, Workload

PREPARED_AT_A_TIME = 2  # programs; compilers leave cores idle, and timing starts only when all programs are ready


@dataclass(frozen=True)
class _Wanted:
    """An observation to make: of an entry, or of an own variant and its counterpart."""

    kind: Literal["step", "pair"]
    own: Entry
    other: Entry | None = None


def measure_steps(
    suite: Suite, entries: Sequence[Entry], known: Iterable[Timing], machine: Mapping[str, str], notify: Notify
) -> list[Timing]:
    """Return new observations for the entries that ``known`` lacks for this machine and code.

    Equal programs are prepared once. Observations of kind ``step`` time a variant as the suite sets it; those of kind
    ``pair`` time an own variant and its counterpart at the settings at which the two agree.
    """
    section = suite.timing
    if section is None:
        return []
    load_ = Workload(load("problem", section.problem), section.dim)
    protocol = Protocol(suite.protocol.dtype, section.steps, (0.1,), 2)
    applicable = [entry for entry in entries if not Cell(entry, load_, protocol).declined()]
    identity = _identity(section, suite.protocol.dtype, machine)
    wanted = _wanted(applicable, {(row.kind, row.variant, row.version) for row in known if row.identity == identity})
    needed = {_program(each): each for one in wanted for each in (one.own, one.other) if each is not None}
    cells = {key: Cell(entry, load_, protocol) for key, entry in needed.items()}
    programs = _all_prepared(cells, section, notify)
    measure([watch for watch in programs.values() if watch], section.rounds)
    common = {
        "identity": identity,
        "machine": dict(machine),
        "problem": section.problem,
        "dim": section.dim,
        "runs": section.runs,
        "steps": section.steps,
        "dtype": suite.protocol.dtype,
    }
    rows = [_row(one, programs, common, section.steps) for one in wanted]
    return [row for row in rows if row is not None]


def counterpart(entry: Entry) -> tuple[Entry, Entry] | None:
    """Return the own variant and its counterpart in Optax, both set so that they agree.

    Numbers that the own variant takes as arguments are arguments on both sides, because constants would be faster.
    """
    reference = entry.variant.reference
    if reference is None:
        return None
    own = Entry(entry.label, entry.variant, dict(reference.own))
    factory = load("variant", reference.factory)
    values = entry.variant.settings(reference.own)
    knobs = {
        name: knob
        for name, knob in entry.variant.hyperparameters.items()
        if knob.traced and name in factory.hyperparameters and name not in reference.settings
    }
    traced = replace(factory, hyperparameters={**factory.hyperparameters, **knobs})
    shared = {name: values[name] for name in knobs}
    return own, Entry(reference.factory, traced, {**shared, **reference.settings})


def _wanted(entries: Sequence[Entry], seen: set[tuple[str, str, str]]) -> list[_Wanted]:
    found = []
    for entry in entries:
        if ("step", entry.label, entry.variant.version) not in seen:
            found.append(_Wanted("step", entry))
        pair = counterpart(entry)
        if pair is not None and ("pair", entry.label, entry.variant.version) not in seen:
            found.append(_Wanted("pair", *pair))
    return found


def _all_prepared(cells: Mapping[Any, Cell], section: TimingSection, notify: Notify) -> dict[Any, Stopwatch | None]:
    """Return the specialised program of every cell, by its key."""
    began, programs = time.perf_counter(), {}
    with ThreadPoolExecutor(PREPARED_AT_A_TIME) as pool:
        prepared = pool.map(lambda cell: _prepared(cell, section.runs, section.steps), cells.values())
        for done, ((key, cell), watch) in enumerate(zip(cells.items(), prepared, strict=True), start=1):
            programs[key] = watch
            notify(Event("timing", cell.entry.label, done, len(cells), time.perf_counter() - began))
    return programs


def _row(
    wanted: _Wanted, programs: Mapping[Any, Stopwatch | None], common: Mapping[str, Any], steps: int
) -> Timing | None:
    """Return the observation, or None if one of its programs could not be prepared."""
    own, other, watch = wanted.own, wanted.other, programs[_program(wanted.own)]
    if watch is None:
        return None
    row = Timing(
        kind=wanted.kind,
        variant=own.label,
        samples=tuple(watch.samples),
        version=own.variant.version,
        trace_seconds=watch.trace_seconds,
        compile_seconds=watch.compile_seconds,
        when=time.time(),
        **common,
    )
    if other is None:
        return row
    beside, reference = programs[_program(other)], own.variant.reference
    if beside is None or reference is None:
        return None
    return replace(
        row,
        counterpart=other.label,
        counterpart_samples=tuple(beside.samples),
        difference=difference(watch, beside, steps),
        setting=dict(own.fixed),
        counterpart_setting=dict(reference.settings),
    )


def _program(entry: Entry) -> Any:
    """Return the key that distinguishes one specialised program, with its inputs, from another."""
    traced = entry.variant.argument_names  # a counterpart's are those of its pair
    return (entry.variant.name, traced, tuple(sorted(entry.variant.settings(entry.fixed).items(), key=repr)))


def _prepared(cell: Cell, runs: int, steps: int) -> Stopwatch | None:
    """Return the program, or None if the variant cannot be traced, which its cells report."""
    try:
        return prepare(cell, runs, steps)
    except Exception:
        return None


def _identity(section: TimingSection, dtype: str, machine: Mapping[str, str]) -> str:
    """Return a text that names the timed program and the machine; observations with equal texts can be compared."""
    what = (section.problem, section.dim, section.runs, section.steps, section.rounds, dtype)
    return "|".join(map(str, (*what, *(machine[name] for name in sorted(machine)))))
