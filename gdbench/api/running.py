"""`run`: suite → cells → executor → manifest → results."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gdbench.api.caching import kept_programs
from gdbench.api.closeups import closeups_document
from gdbench.api.machine import machine_facts
from gdbench.api.manifest import is_complete, manifest_of, plan_digest
from gdbench.api.optimizers import matches, traceable, with_optimizers
from gdbench.api.results import DEFAULT_OUT, Results
from gdbench.api.tasks import with_tasks
from gdbench.errors import ConfigError
from gdbench.store import Store
from gdbench.types import Closeups, Manifest

if TYPE_CHECKING:
    from gdbench.executors.local import Event
    from gdbench.suite import Suite
    from gdbench.types import Cell

Notify = Callable[["Event"], None]


def run(
    suite: str | Path | Mapping[str, Any],
    *,
    optimizers: Sequence[str] = (),
    tasks: Sequence[str] = (),
    sweeps: Mapping[str, str] | None = None,
    only: str | None = None,
    trials: int | None = None,
    out: str | Path = DEFAULT_OUT,
    fresh: bool = False,
    notify: Notify = lambda event: None,
) -> Results:
    """Run a suite (a name, a path, or its content as a mapping) and return its results.

    ``optimizers`` adds variants to every problem and task of the suite, tuned over ``sweeps`` (name →
    ``scale:low:high[:count]``) with as many trials as the rest; ``tasks`` adds tasks for every variant; ``only``
    keeps the cells whose variant or workload matches the glob. What the results folder already holds is not
    computed again unless ``fresh``.
    """
    machine = machine_facts()  # before anything is computed: the device that was asked for may not be there
    where, text, validated = _suite(suite, trials)
    with kept_programs():
        cells = _cells(where, validated, optimizers, tasks, sweeps or {}, only)
        return _run(validated, text, cells, machine, Store(out), fresh=fresh, notify=notify)


def _run(
    validated: Suite,
    text: bytes,
    cells: list[Cell],
    machine: Mapping[str, Any],
    store: Store,
    *,
    fresh: bool,
    notify: Notify,
) -> Results:
    """Run these cells of a suite; nothing is done where the store holds all of them."""
    from gdbench.executors.local import execute
    from gdbench.executors.plan import Environment, Plan
    from gdbench.executors.timing import measure_steps

    store.open_for_writing()
    store.sweep()
    plan = Plan(validated, Environment(machine["platform"], machine["jax"]))
    record = store.read_manifest(validated.name)
    known = record.document() if record else None
    if known and not fresh and known.get("plan") == plan_digest(plan, cells) and is_complete(store, known):
        return Results(store, validated.name, known)
    began = time.time()
    done = execute(plan, cells, store, notify, fresh=fresh)
    entries = list({cell.entry.label: cell.entry for cell in cells}.values())
    timings = measure_steps(validated, entries, store.read_timings(validated.name), machine, notify)
    manifest = manifest_of(plan, cells, done, machine, began, known)
    store.append_timings(validated.name, timings)
    results = Results(store, validated.name, manifest, done.computed, len(done.compiled))
    if validated.closeups:
        document = closeups_document(validated, done.outcomes, list(results.verdict["variant"]))
        store.write_closeups(validated.name, Closeups.read(document))
    store.write_manifest(validated.name, Manifest.read(manifest), text)  # last: a run that has one is complete
    return results


def _cells(
    where: str,
    suite: Suite,
    optimizers: Sequence[str],
    tasks: Sequence[str],
    sweeps: Mapping[str, str],
    only: str | None,
) -> list[Cell]:
    """Return the cells of a suite with what was added to it, as far as ``only`` keeps them."""
    cells = with_tasks(suite, suite.cells(), tasks)
    cells = with_optimizers(suite, cells, optimizers, sweeps)
    cells = [cell for cell in cells if matches(cell, only)]
    if not cells:
        raise ConfigError(where, [("--only", f"{only!r} matches no variant and no workload of this suite")])
    entries = {cell.entry.label: cell.entry for cell in cells}
    entries = {label: traceable(entry) for label, entry in entries.items()}
    return [replace(cell, entry=entries[cell.entry.label]) for cell in cells]


def _suite(suite: str | Path | Mapping[str, Any], trials: int | None) -> tuple[str, bytes, Suite]:
    from gdbench.suite import load_suite, read_suite

    if isinstance(suite, Mapping):
        where, text = "suite", _as_toml(suite)
    else:
        where, text = read_suite(str(suite))
    validated = load_suite(where, text)
    if trials is not None:
        if trials < 1:
            raise ConfigError("command line", [("--trials", f"must be at least 1, not {trials}")])
        validated = validated.model_copy(update={"tuning": validated.tuning.model_copy(update={"trials": trials})})
    return where, text, validated


def _as_toml(suite: Mapping[str, Any]) -> bytes:
    """Return a suite given as a mapping in the form of a file (JSON values of TOML syntax, one table a section)."""
    lines = []
    for name, section in suite.items():
        for table in section if isinstance(section, list) else [section]:
            if not isinstance(table, Mapping):
                raise ConfigError("suite", [(name, f"must be a table of keys and values, not {table!r}")])
            lines.append(f"[[{name}]]" if isinstance(section, list) else f"[{name}]")
            lines += [f"{key} = {_toml_value(value)}" for key, value in table.items() if value is not None]
    return ("\n".join(lines) + "\n").encode()


def _toml_value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_toml_value(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_toml_value, value)) + "]"
    plain = value.item() if hasattr(value, "item") else value
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")
