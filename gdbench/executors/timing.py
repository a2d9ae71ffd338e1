"""Time one step of every variant of a suite, and of each own variant beside its counterpart in Optax."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from gdbench.engine.clock import Stopwatch, difference, measure, prepare
from gdbench.executors.local import Event
from gdbench.registry import load
from gdbench.suite import Suite
from gdbench.types import Cell, Entry, Protocol, Workload

PREPARED_AT_A_TIME = 2  # programs; their compilers leave cores idle, and nothing is measured before all are ready


def measure_steps(
    suite: Suite,
    entries: Sequence[Entry],
    known: Iterable[Mapping[str, Any]],
    machine: Mapping[str, Any],
    notify: Callable[[Event], None],
) -> list[dict[str, Any]]:
    """Return new observations for the entries that ``known`` lacks for this machine and code.

    Equal programs are prepared once. Rows of kind ``step`` time a variant as the suite sets it; rows of kind
    ``pair`` time an own variant and its counterpart at the settings at which the two agree.
    """
    section = suite.timing
    if section is None:
        return []
    load_ = Workload(load("problem", section.problem), section.dim)
    protocol = Protocol(suite.protocol.dtype, section.steps, (0.1,), 2)
    seen = {(row["kind"], row["variant"], row["version"], row["identity"]) for row in known}
    identity = _identity(suite, machine)
    wanted: list[tuple[str, Entry, Entry | None]] = []
    for entry in entries:
        if Cell(entry, load_, protocol).declined():
            continue
        if ("step", entry.label, entry.variant.version, identity) not in seen:
            wanted.append(("step", entry, None))
        other = counterpart(entry)
        if other is not None and ("pair", entry.label, entry.variant.version, identity) not in seen:
            wanted.append(("pair", *other))
    began = time.perf_counter()
    needed = {_program(each): each for _, own, other in wanted for each in (own, other) if each is not None}
    with ThreadPoolExecutor(PREPARED_AT_A_TIME) as pool:
        prepared = pool.map(lambda e: _prepared(Cell(e, load_, protocol), section.runs, section.steps), needed.values())
        programs: dict[Any, Stopwatch | None] = {}
        for done, ((key, entry), watch) in enumerate(zip(needed.items(), prepared, strict=True), start=1):
            programs[key] = watch
            notify(Event("timing", entry.label, done, len(needed), time.perf_counter() - began))
    measure([watch for watch in programs.values() if watch], section.rounds)
    rows = []
    for kind, own, other in wanted:
        watch = programs[_program(own)]
        beside = programs[_program(other)] if other is not None else None
        if watch is None or (other is not None and beside is None):
            continue
        row = _row(kind, own, watch, suite, machine, identity)
        if beside is not None:
            row |= {
                "counterpart": other.label,
                "counterpart_samples": beside.samples,
                "difference": difference(watch, beside, section.steps),
                "setting": dict(own.fixed),
                "counterpart_setting": dict(own.variant.reference.settings),
            }
        rows.append(row)
    return rows


def counterpart(entry: Entry) -> tuple[Entry, Entry] | None:
    """Return the own variant set to agree with Optax, and Optax's set to agree with it.

    Numbers that the own variant takes as arguments are arguments on both sides: a constant is faster than an array.
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


def _program(entry: Entry) -> Any:
    """What distinguishes one specialised program, with its inputs, from another."""
    traced = entry.variant.argument_names  # a counterpart's are those of its pair
    return (entry.variant.name, traced, tuple(sorted(entry.variant.settings(entry.fixed).items(), key=repr)))


def _prepared(cell: Cell, runs: int, steps: int) -> Stopwatch | None:
    """None for a variant that cannot be traced: its cells already say why."""
    try:
        return prepare(cell, runs, steps)
    except Exception:
        return None


def _identity(suite: Suite, machine: Mapping[str, Any]) -> str:
    section = suite.timing
    what = (section.problem, section.dim, section.runs, section.steps, section.rounds, suite.protocol.dtype)
    return "|".join(map(str, (*what, *(machine[name] for name in sorted(machine)))))


def _row(
    kind: str, entry: Entry, watch: Stopwatch, suite: Suite, machine: Mapping[str, Any], identity: str
) -> dict[str, Any]:
    section = suite.timing
    return {
        "kind": kind,
        "variant": entry.label,
        "version": entry.variant.version,
        "identity": identity,
        "machine": dict(machine),
        "problem": section.problem,
        "dim": section.dim,
        "runs": section.runs,
        "steps": section.steps,
        "dtype": suite.protocol.dtype,
        "samples": watch.samples,
        "trace_seconds": watch.trace_seconds,
        "compile_seconds": watch.compile_seconds,
        "when": time.time(),
    }
