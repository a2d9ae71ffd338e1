"""Which cells share a program, its compilation, and running cells through it.

All gradient rules and factories on problems of one dimension form one bundle; on a task, one bundle per
batch regime. A full rule forms its own, with the switch on problems. A bundle is compiled once, for one tile
of runs, and every cell of it runs through that program.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

import jax
import numpy as np

from gdbench.engine.oracle import KINDS
from gdbench.engine.programs import full_method, gradient_method, recorded
from gdbench.engine.record import Goal
from gdbench.engine.rules import Rule, make_rule
from gdbench.engine.work import ProblemWork, TaskWork, Work, mini_batches
from gdbench.types import Cell, Lane, Trace, Workload

MOST_RUNS = 1024  # a tile beyond this leaves the caches without gaining parallelism
TILE_BYTES = 256 * 2**20
# Programs that touch fewer numbers than this in all their calls are compiled without optimisation: measured on
# two cores, that saves 1 to 3 s of 2 to 5 s of compilation and adds at most 1 s of running (ten times more: it loses).
FEW_NUMBERS = 12_000_000


class Counter:
    """How many programs the engine has compiled in this process."""

    compilations = 0


@dataclass(frozen=True)
class Bundle:
    """Cells that share one compiled program; ``tile`` is how many runs it carries at a time."""

    key: tuple[Any, ...]
    cells: tuple[Cell, ...]
    tile: int

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
    def numbers(self) -> int:
        """How many numbers a pass over all its cells touches, the examples of a task aside."""
        return sum(cell.protocol.budget for cell in self.cells) * self.tile * self.work.dim

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


@dataclass
class CompiledBundle:
    """A bundle's program, ready to run; the clock of tracing and compiling kept apart from running."""

    bundle: Bundle
    executable: Any
    trace_seconds: float
    compile_seconds: float
    shared: dict[str, Any] = field(default_factory=dict)

    def run(self, cell: Cell, lanes: Sequence[Lane]) -> Trace:
        """Run the lanes of a cell, tile by tile, and return their trace."""
        tile = self.bundle.tile
        parts = [self._run_tile(cell, lanes[at : at + tile]) for at in range(0, len(lanes), tile)]
        return join(parts)

    def _run_tile(self, cell: Cell, lanes: Sequence[Lane]) -> Trace:
        with jax.enable_x64(self.bundle.dtype == "float64"):
            out = jax.device_get(self.executable(tile_inputs(self.bundle, cell, lanes, self.shared)))
        return _trace(out, len(lanes), full=self.bundle.is_full)


def rule_key(cell: Cell) -> tuple[Any, ...]:
    """Return what distinguishes one branch of the switch on rules from another."""
    variant = cell.entry.variant
    return (variant.name, variant.version, tuple(sorted(cell.entry.static.items(), key=repr)))


def bundle_key(cell: Cell) -> tuple[Any, ...]:
    """Return what cells must share to share a program: shapes of parameters, kind of rule, precision."""
    load = cell.workload
    shape = ("task", load.unit.name, load.batch) if load.is_task else ("problem", load.dim)
    kind = rule_key(cell) if cell.entry.variant.kind == "full" else "gradient"
    return (shape, kind, cell.protocol)


def bundles(cells: Iterable[Cell], runs: int) -> list[Bundle]:
    """Group the cells that apply; each tile carries ``runs`` runs, or as many as memory allows."""
    groups: dict[tuple[Any, ...], list[Cell]] = {}
    for cell in cells:
        groups.setdefault(bundle_key(cell), []).append(cell)
    return [Bundle(key, tuple(group), _tile(group, runs)) for key, group in groups.items()]


def compile_bundle(bundle: Bundle) -> CompiledBundle:
    """Trace and compile a bundle's program, once."""
    shared = shared_inputs(bundle)
    with jax.enable_x64(bundle.dtype == "float64"):
        example = tile_inputs(bundle, bundle.cells[0], [Lane(-1, 0, {})], shared)
        began = time.perf_counter()
        lowered = jax.jit(bundle.program).lower(example)
        traced = time.perf_counter()
        executable = _compile(lowered, _effort(bundle))
    Counter.compilations += 1
    return CompiledBundle(bundle, executable, traced - began, time.perf_counter() - traced, shared)


def probe(cell: Cell) -> str | None:
    """Return the traceback of a cell that cannot even be traced by itself, or None."""
    alone = Bundle(bundle_key(cell), (cell,), 1)
    try:
        shared = shared_inputs(alone)
        with jax.enable_x64(alone.dtype == "float64"):
            jax.eval_shape(alone.program, tile_inputs(alone, cell, [Lane(-1, 0, {})], shared))
    except Exception:
        return traceback.format_exc()
    return None


def make_work(workloads: Sequence[Workload], dtype: str) -> Work:
    """Return the problems (each once, sorted by name) or the task of these workloads."""
    first = workloads[0]
    if first.is_task:
        return TaskWork(first.unit, first.batch, dtype)
    unique = {load.unit.name: load.unit for load in workloads}
    return ProblemWork(tuple(unique[name] for name in sorted(unique)), first.dim, dtype)


def shared_inputs(bundle: Bundle) -> dict[str, Any]:
    """Return the inputs that all tiles share: the schedule of samples and, for a task, its data."""
    protocol = bundle.cells[0].protocol
    first = 1 if bundle.work.exact and not bundle.is_full else 0
    shared: dict[str, Any] = {"schedule": sample_steps(first, protocol.budget, protocol.samples)}
    if isinstance(bundle.work, TaskWork):
        with jax.enable_x64(bundle.dtype == "float64"):
            shared["data"] = jax.device_put(bundle.work.data)
    return shared


def sample_steps(first: int, last: int, samples: int) -> np.ndarray:
    """Return the steps at which a curve is sampled: the first, then log-spaced up to the last, int32."""
    spaced = np.unique(np.round(np.geomspace(1, last, samples)).astype(np.int32))
    return spaced if first == 1 else np.concatenate([np.zeros(1, np.int32), spaced])


def tile_inputs(bundle: Bundle, cell: Cell, lanes: Sequence[Lane], shared: Mapping[str, Any]) -> dict[str, Any]:
    """Return the inputs of one call: the lanes, repeated up to the tile; the repeats are not live."""
    work, tile = bundle.work, bundle.tile
    filled = [lanes[i % len(lanes)] for i in range(tile)]
    seeds = [lane.seed for lane in filled]
    inputs: dict[str, Any] = {
        **shared,
        "hp": _hyperparameters(bundle, cell, filled),
        "keys": np.array([[0, seed] for seed in seeds], np.uint32),
        "live": np.arange(tile) < len(lanes),
        "goal": goal(cell),
        "rule": np.int32(0 if bundle.is_full else list(bundle.rules).index(rule_key(cell))),
    }
    if isinstance(work, ProblemWork):
        inputs["problem"] = np.int32([p.name for p in work.problems].index(cell.workload.unit.name))
        inputs["start"] = cell.workload.unit.starts(work.dim, seeds).astype(bundle.dtype)
    elif work.batch:
        inputs["batches"] = mini_batches(work.examples, work.batch, cell.protocol.budget, seeds)
    return inputs


def goal(cell: Cell) -> Goal:
    """Return when a run of this cell has succeeded."""
    unit, protocol = cell.workload.unit, cell.protocol
    as_float = np.dtype(protocol.dtype).type
    if cell.workload.is_task:
        eps = float(np.finfo(protocol.dtype).eps)
        targets = unit.levels or protocol.targets
        floor, optimum, box, relative = 64 * eps * abs(unit.optimum), unit.optimum, None, unit.levels is None
    else:
        dim = cell.workload.dim
        targets, relative, box = protocol.targets, True, unit.box
        floor, optimum = unit.floor(dim, protocol.dtype), unit.minimum(dim)
    low, high = box or (-np.inf, np.inf)
    return Goal(
        optimum=as_float(optimum),
        targets=np.asarray(targets, protocol.dtype),
        relative=np.bool_(relative),
        floor=as_float(floor),
        low=as_float(low),
        high=as_float(high),
    )


def join(parts: Sequence[Trace]) -> Trace:
    """Return one trace of all runs of the parts."""
    if len(parts) == 1:
        return parts[0]
    stacked = {
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in vars(parts[0])
        if name != "measures"
    }
    measures = {name: np.concatenate([part.measures[name] for part in parts]) for name in parts[0].measures}
    return Trace(**stacked, measures=measures)


def _tile(cells: Sequence[Cell], runs: int) -> int:
    """As many runs as asked for, within the ceiling that the state's bytes and the caches set."""
    work = make_work([cell.workload for cell in cells], cells[0].protocol.dtype)
    item = np.dtype(cells[0].protocol.dtype).itemsize
    numbers = work.dim * 8
    if cells[0].entry.variant.kind == "full":
        numbers += work.dim * work.dim * 4
    if isinstance(work, TaskWork) and work.batch:
        numbers += 4 * work.batch * sum(int(np.prod(a.shape[1:], dtype=int)) for a in work.data["train"].values())
    return max(1, min(runs, MOST_RUNS, TILE_BYTES // (item * numbers)))


def _effort(bundle: Bundle) -> dict[str, Any]:
    """Return compiler options: full optimisation unless the program has too little to do to repay it."""
    if jax.default_backend() == "cpu" and bundle.numbers < FEW_NUMBERS:
        return {"xla_backend_optimization_level": 0, "xla_cpu_use_fusion_emitters": False}
    return {}


def _compile(lowered: Any, options: dict[str, Any]) -> Any:
    """Compile with the options that this version of XLA knows: they come and go between releases."""
    while True:
        try:
            return lowered.compile(compiler_options=options)
        except Exception as error:
            unknown = [name for name in options if name in str(error)]
            if not unknown:
                raise
            options = {name: value for name, value in options.items() if name not in unknown}


def _hyperparameters(bundle: Bundle, cell: Cell, lanes: Sequence[Lane]) -> np.ndarray:
    """Return the matrix ``[H, R]`` whose rows are the traced arguments, rounded once from float64."""
    variant, fixed = cell.entry.variant, dict(cell.entry.fixed)
    if bundle.is_full:
        rows = max(1, len(variant.arguments(fixed)))
    else:
        rows = max(1, *(len(rule.arguments) for rule in bundle.rules.values()))
    matrix = np.zeros((rows, len(lanes)))
    for column, lane in enumerate(lanes):
        values = list(variant.arguments(fixed | dict(lane.settings)).values())
        matrix[: len(values), column] = values
    return matrix.astype(bundle.dtype)


def _trace(out: Mapping[str, Any], runs: int, *, full: bool) -> Trace:
    record, curves = out["record"], out["curves"]
    step, cost, gap = (_carried(curves[name])[:, :runs].T for name in ("step", "cost", "gap"))
    counts = out["counts"]
    if not full:
        counts = np.zeros((len(record.cost), len(KINDS)), np.float32)
        counts[:, KINDS.index("gradients")] = record.cost
    return Trace(
        status=record.status[:runs].astype(np.int8),
        gap=record.gap[:runs],
        best=record.best[:runs],
        grad_norm=record.grad_norm[:runs],
        steps=record.steps[:runs],
        cost=record.cost[:runs],
        counts=np.asarray(counts)[:runs],
        hit_step=record.hit_step[:, :runs].T,
        hit_cost=record.hit_cost[:, :runs].T,
        curve_step=step,
        curve_cost=cost,
        curve_gap=gap,
        measures={name: values[:runs] for name, values in out["measures"].items()},
    )


def _carried(samples: np.ndarray) -> np.ndarray:
    """Repeat the last written sample ``[K, R]`` to the end: the tile stopped when all its runs had ended."""
    blank = samples == -1 if samples.dtype.kind == "i" else np.isnan(samples)
    unwritten = np.flatnonzero(blank.all(axis=1))
    written = len(samples) - len(unwritten) if len(unwritten) else len(samples)
    if written in (0, len(samples)):
        return samples
    return np.concatenate([samples[:written], np.repeat(samples[written - 1 : written], len(unwritten), axis=0)])
