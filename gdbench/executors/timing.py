"""Time one step of every variant of a suite, and of each own variant beside its counterpart in Optax."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from gdbench.engine.clock import Stopwatch, compiled_afresh, difference, prepare
from gdbench.executors.base import Event, Notify
from gdbench.executors.timing_processes import Observed, observed
from gdbench.registry import load
from gdbench.suite import Suite, TimingSection
from gdbench.types import CLOCK, Cell, Entry, Protocol, Timing, Workload

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
    common = {
        "identity": identity,
        "machine": dict(machine),
        "problem": section.problem,
        "dim": section.dim,
        "runs": section.runs,
        "steps": section.steps,
        "dtype": suite.protocol.dtype,
    }
    timed = [(one, watches) for one in wanted if (watches := _watches(one, programs))]
    found = _observed([watches for _, watches in timed], section, notify)
    return [_row(one, watches, seen, common) for (one, watches), seen in zip(timed, found, strict=True) if seen]


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
    with compiled_afresh(), ThreadPoolExecutor(PREPARED_AT_A_TIME) as pool:
        prepared = pool.map(lambda cell: _prepared(cell, section.runs), cells.values())
        for done, ((key, cell), watch) in enumerate(zip(cells.items(), prepared, strict=True), start=1):
            programs[key] = watch
            notify(Event("timing", cell.entry.label, done, len(cells), time.perf_counter() - began))
    return programs


def _watches(wanted: _Wanted, programs: Mapping[Any, Stopwatch | None]) -> list[Stopwatch]:
    """Return the programs of an observation; none if one of them could not be prepared."""
    needed = [programs[_program(each)] for each in (wanted.own, wanted.other) if each is not None]
    return [each for each in needed if each is not None] if all(needed) else []


def _observed(watches: Sequence[Sequence[Stopwatch]], section: TimingSection, notify: Notify) -> list[Observed]:
    began = time.perf_counter()

    def say(done: int) -> None:
        notify(Event("timing", f"all variants in process {done}", done, section.processes, time.perf_counter() - began))

    groups = [[watch.program for watch in group] for group in watches]
    return observed(groups, section.rounds, section.processes, say) if groups else []


def _row(wanted: _Wanted, watches: Sequence[Stopwatch], seen: Observed, common: Mapping[str, Any]) -> Timing:
    """Return the observation of one or two programs."""
    own, other, reference = wanted.own, wanted.other, wanted.own.variant.reference
    samples, process = steps_of(seen, 0)
    row = Timing(
        kind=wanted.kind,
        variant=own.label,
        samples=samples,
        process=process,
        call_seconds=_call_seconds(seen, 0),
        version=own.variant.version,
        trace_seconds=watches[0].trace_seconds,
        compile_seconds=watches[0].compile_seconds,
        when=time.time(),
        **common,
    )
    if other is None or reference is None:
        return row
    return replace(
        row,
        counterpart=other.label,
        counterpart_samples=steps_of(seen, 1)[0],
        counterpart_call_seconds=_call_seconds(seen, 1),
        difference=difference(watches[0], watches[1], row.steps),
        setting=dict(own.fixed),
        counterpart_setting=dict(reference.settings),
    )


def steps_of(seen: Observed, program: int) -> tuple[tuple[float, ...], tuple[int, ...]]:
    """Return the seconds per step of one program of a group, and the number of the process of each."""
    found = [(sample.step, i) for i, group in enumerate(seen) for sample in group[program]]
    return tuple(step for step, _ in found), tuple(i for _, i in found)


def _call_seconds(seen: Observed, program: int) -> float:
    """Return what a call costs beside its steps."""
    return float(np.median([sample.call for group in seen for sample in group[program]]))


def _program(entry: Entry) -> Any:
    """Return the key that distinguishes one specialised program, with its inputs, from another."""
    traced = entry.variant.argument_names  # a counterpart's are those of its pair
    return (entry.variant.name, traced, tuple(sorted(entry.variant.settings(entry.fixed).items(), key=repr)))


def _prepared(cell: Cell, runs: int) -> Stopwatch | None:
    """Return the program, or None if the variant cannot be traced, which its cells report."""
    try:
        return prepare(cell, runs)
    except Exception:
        return None


def _identity(section: TimingSection, dtype: str, machine: Mapping[str, str]) -> str:
    """Return a text that names the timed program and the machine; observations with equal texts can be compared."""
    what = (section.problem, section.dim, section.runs, section.steps, section.rounds, section.processes, dtype, CLOCK)
    return "|".join(map(str, (*what, *(machine[name] for name in sorted(machine)))))
