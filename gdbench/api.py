"""The verbs as functions: `run`, `load`, and what they return. The command line only parses and calls these."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gdbench
from gdbench.errors import ConfigError, StoreError, UnknownName
from gdbench.store import Store
from gdbench.types import Cell, Entry

if TYPE_CHECKING:
    import pandas as pd

    from gdbench.executors.local import Event, Outcome
    from gdbench.executors.plan import Plan
    from gdbench.suite import Suite

DEFAULT_OUT = "results"
DEFAULT_REPORTS = "reports"
Notify = Callable[["Event"], None]


@dataclass(frozen=True)
class Results:
    """A finished run: tables on demand, from the cells that its manifest names."""

    store: Store
    name: str
    manifest: Mapping[str, Any]
    computed: int = 0  # cell stages computed by the call that made this object
    compiled: int = 0  # programs compiled by it

    @cached_property
    def cells(self) -> pd.DataFrame:
        """One row per cell: what it is, how it ended, which setting tuning chose."""
        from gdbench.tables.tidy import cells_table

        return cells_table(self.manifest)

    @cached_property
    def _stored(self) -> Any:
        from gdbench.tables.tidy import read_cells

        return read_cells(self.store, self.manifest)

    @cached_property
    def runs(self) -> pd.DataFrame:
        """One row per run, tuning and evaluation; failed and declined cells have a row too."""
        from gdbench.tables.tidy import runs_table

        return runs_table(self.manifest, self._stored)

    @cached_property
    def hits(self) -> pd.DataFrame:
        """One row per run and target: step and cost of the first hit, inf where it was missed."""
        from gdbench.tables.tidy import hits_table

        return hits_table(self._stored)

    @cached_property
    def curves(self) -> pd.DataFrame:
        """One row per run and sample of its convergence curve."""
        from gdbench.tables.tidy import curves_table

        return curves_table(self._stored)

    @cached_property
    def timings(self) -> pd.DataFrame:
        """One row per wall-clock sample."""
        from gdbench.tables.clocks import timings_table

        return timings_table(self.store.read_timings(self.name))

    @cached_property
    def verdict(self) -> pd.DataFrame:
        """The ranking, best first."""
        from gdbench.tables.clocks import steps_table
        from gdbench.tables.verdicts import ranking

        steps = steps_table(self.store.read_timings(self.name))
        return ranking(self.hits, self.runs, self.cells, steps)

    def report(self, path: str | Path | None = None, *, force: bool = True) -> Path:
        """Write the HTML report and return its path; without ``force`` an up-to-date one is left as it is."""
        from gdbench.report import digest_of, write_report

        path = Path(path) if path is not None else Path(DEFAULT_REPORTS) / f"{self.name}.html"
        timings = self.store.read_timings(self.name)
        digest = digest_of(self.manifest, timings)
        if not force and path.exists() and digest.encode() in path.read_bytes()[:4096]:
            return path
        suite_text = (self.store.run_folder(self.name) / "suite.toml").read_text()
        path.parent.mkdir(parents=True, exist_ok=True)
        write_report(self.manifest, self._stored, timings, suite_text, path)
        return path


def run(  # noqa: PLR0913 - the options of the command line, by the same names
    suite: str | Path | Mapping[str, Any],
    *,
    optimizers: Sequence[str] = (),
    sweeps: Mapping[str, str] | None = None,
    only: str | None = None,
    trials: int | None = None,
    out: str | Path = DEFAULT_OUT,
    fresh: bool = False,
    notify: Notify = lambda event: None,
) -> Results:
    """Run a suite (a name, a path, or its content as a mapping) and return its results.

    ``optimizers`` adds variants to every problem and task of the suite, tuned over ``sweeps`` (name →
    ``scale:low:high[:count]``) with as many trials as the rest; ``only`` keeps the cells whose variant or
    workload matches the glob. What the results folder already holds is not computed again unless ``fresh``.
    """
    from gdbench.executors.local import execute
    from gdbench.executors.plan import Environment, Plan
    from gdbench.executors.timing import measure_steps

    where, text, validated = _suite(suite, trials)
    cells = _with_optimizers(validated, validated.cells(), optimizers, sweeps or {})
    cells = [cell for cell in cells if _matches(cell, only)]
    if not cells:
        raise ConfigError(where, [("--only", f"{only!r} matches no variant and no workload of this suite")])
    entries = {cell.entry.label: cell.entry for cell in cells}
    entries = {label: _traceable(entry) for label, entry in entries.items()}
    cells = [replace(cell, entry=entries[cell.entry.label]) for cell in cells]
    store = Store(out)
    store.open_for_writing()
    store.sweep()
    machine = _machine()
    plan = Plan(validated, Environment(machine["platform"], machine["jax"]))
    digest = _plan_digest(plan, cells)
    known = store.read_manifest(validated.name)
    if known and not fresh and known.get("plan") == digest and _complete(store, known):
        return Results(store, validated.name, known)
    began = time.time()
    done = execute(plan, cells, store, notify, fresh=fresh)
    timings = measure_steps(validated, list(entries.values()), store.read_timings(validated.name), machine, notify)
    manifest = {
        "gdbench": gdbench.__version__,
        "name": validated.name,
        "title": validated.suite.title,
        "plan": digest,
        "created": began,
        "seconds": time.time() - began,
        "environment": machine,
        "protocol": validated.protocol.model_dump(),
        "tuning": validated.tuning.model_dump(),
        "evaluation": validated.evaluation.model_dump(),
        "timing": validated.timing.model_dump() if validated.timing else None,
        "compiled": done.compiled or (known or {}).get("compiled", []),
        "cells": [_cell_row(outcome) for outcome in done.outcomes],
    }
    store.write_manifest(validated.name, manifest, text)
    store.append_timings(validated.name, timings)
    return Results(store, validated.name, manifest, done.computed, len(done.compiled))


def load(name: str, out: str | Path = DEFAULT_OUT) -> Results:
    """Return the results of an earlier run, by its name or its folder."""
    folder = Path(name)
    if folder.is_dir() and (folder / "run.json").exists():
        store, name = Store(folder.resolve().parent), folder.resolve().name
    else:
        store = Store(out)
    manifest = store.read_manifest(name)
    if manifest is None:
        raise UnknownName("run", name, store.runs())
    missing = [key for cell in manifest["cells"] for key in _keys(cell) if not store.has(key)]
    if missing:
        raise StoreError(f"run {name} misses {len(missing)} cells in {store.cells}; run the suite again")
    return Results(store, name, manifest)


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


def _with_optimizers(
    suite: Suite, cells: list[Cell], optimizers: Sequence[str], sweeps: Mapping[str, str]
) -> list[Cell]:
    """Add each optimizer on every workload; its sweep is its tuning space."""
    if sweeps and not optimizers:
        raise ConfigError("command line", [("--sweep", "says how to tune an --optimizer, and none is given")])
    workloads = {cell.workload.label: cell for cell in cells}
    labels = {cell.entry.label for cell in cells}
    for reference in optimizers:
        entry = _optimizer_entry(suite, reference, sweeps)
        if entry.label in labels:
            entry = replace(entry, label=f"{entry.label} (yours)")
        cells = cells + [replace(cell, entry=entry) for cell in workloads.values()]
    return cells


def _optimizer_entry(suite: Suite, reference: str, sweeps: Mapping[str, str]) -> Entry:
    import itertools

    from gdbench.registry import resolve
    from gdbench.suite import parse_sweep
    from gdbench.suite.schema import check_knob

    variant = resolve("variant", reference)
    mistakes, ranges, counts = [], {}, {}
    for name, text in sweeps.items():
        try:
            check_knob(variant, name)
            ranges[name], counts[name] = parse_sweep(name, text)
        except ValueError as error:
            mistakes.append((f"--sweep {name}", str(error)))
    total = 1
    for count in counts.values():
        total *= count or 1
    gridded = bool(counts) and all(counts.values())
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
    return Entry(reference, variant, {}, ranges, grid)


def _matches(cell: Cell, only: str | None) -> bool:
    names = (cell.entry.label, cell.entry.variant.name, cell.workload.label, cell.workload.unit.name)
    return only is None or any(fnmatch(name, only) for name in names)


def _traceable(entry: Entry) -> Entry:
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


def _machine() -> dict[str, Any]:
    """Return what a reader needs to know of the machine, and what timings are comparable within."""
    import os
    import platform
    from importlib.metadata import version

    import jax

    packages = {name: version(name) for name in ("jax", "jaxlib", "optax", "numpy", "scipy", "pandas")}
    return {
        "platform": jax.default_backend(),
        "device": jax.devices()[0].device_kind,
        "devices": jax.device_count(),
        "cores": os.cpu_count(),
        "processor": _processor(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **packages,
    }


def _processor() -> str:
    import platform

    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown"


def _plan_digest(plan: Plan, cells: Sequence[Cell]) -> str:
    """Return what changes whenever any cell of the run, or what is timed, changes."""
    from gdbench.store import canonical

    suite = plan.suite
    digest = hashlib.blake2b(digest_size=16)
    for cell in cells:
        digest.update(cell.label.encode() + plan.tuning(cell).key.encode())
    rest = [suite.evaluation.model_dump(), suite.suite.model_dump()]
    rest.append(suite.timing.model_dump() if suite.timing else None)
    digest.update(canonical(rest).encode())
    return digest.hexdigest()


def _complete(store: Store, manifest: Mapping[str, Any]) -> bool:
    failed = any(cell["status"] == "failed" for cell in manifest["cells"])
    return not failed and all(store.has(key) for cell in manifest["cells"] for key in _keys(cell))


def _keys(cell: Mapping[str, Any]) -> list[str]:
    return [cell[stage] for stage in ("tuning", "evaluation") if cell[stage]]


def _cell_row(outcome: Outcome) -> dict[str, Any]:
    from gdbench.engine.bundles import goal

    cell = outcome.cell
    variant, load_ = cell.entry.variant, cell.workload
    return {
        "variant": cell.entry.label,
        "name": variant.name,
        "family": variant.family,
        "rule": variant.kind,
        "workload": load_.label,
        "unit": load_.unit.name,
        "unit_family": load_.unit.family,
        "kind": "task" if load_.is_task else "problem",
        "dim": load_.dim,
        "batch": load_.batch,
        "tags": sorted(load_.unit.tags),
        "measure": load_.unit.target_measure if load_.is_task else "value",
        "relative": bool(goal(cell).relative),
        "targets": [float(level) for level in (getattr(load_.unit, "levels", None) or cell.protocol.targets)],
        "budget": cell.protocol.budget,
        "status": outcome.status,
        "reason": outcome.reason,
        "tuning": outcome.tuning,
        "evaluation": outcome.evaluation,
        "trial": outcome.trial,
        "setting": outcome.setting,
        "fixed": {name: repr(value) for name, value in cell.entry.fixed.items()},
    }


def _as_toml(suite: Mapping[str, Any]) -> bytes:
    """Return a suite given as a mapping in the form of a file (JSON values of TOML syntax, one table a section)."""
    lines = []
    for name, section in suite.items():
        for table in section if isinstance(section, list) else [section]:
            lines.append(f"[[{name}]]" if isinstance(section, list) else f"[{name}]")
            lines += [f"{key} = {_toml_value(value)}" for key, value in table.items() if value is not None]
    return ("\n".join(lines) + "\n").encode()


def _toml_value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_toml_value(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_toml_value, value)) + "]"
    return json.dumps(value)


def catalogue(kind: str, out: str | Path = DEFAULT_OUT) -> list[dict[str, Any]]:
    """Return the names and families of ``variants``, ``problems``, ``tasks``, ``suites`` or ``runs``."""
    from gdbench.registry import families
    from gdbench.suite import suite_names

    if kind == "suites":
        return [{"name": name, "family": "suite"} for name in sorted(suite_names())]
    if kind == "runs":
        return [{"name": name, "family": "run"} for name in Store(out).runs()]
    found = families(kind.removesuffix("s"))
    return [{"name": name, "family": family} for name, family in found.items()]


def describe(name: str) -> str:
    """Return what is known of a unit, as text for a terminal."""
    from gdbench.describe import unit_text
    from gdbench.registry import KINDS, families, names, resolve

    if ":" in name:
        return unit_text(resolve("variant", name))
    for kind in KINDS:
        if name in families(kind):
            return unit_text(resolve(kind, name))
    raise UnknownName("unit", name, [known for kind in KINDS for known in names(kind)])


def doctor() -> dict[str, Any]:
    """Return versions, devices and the state of the results folder."""
    facts = {"gdbench": gdbench.__version__, **_machine()}
    store = Store(DEFAULT_OUT)
    facts["results"] = f"{store.root.resolve()} ({len(store.runs())} runs, {sum(1 for _ in store.keys())} cells)"
    return facts
