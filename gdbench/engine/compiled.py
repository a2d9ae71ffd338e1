"""Compiles the program of a bundle once, for one tile of runs, and runs every cell of the bundle through it."""

from __future__ import annotations

import time
import traceback
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import Any

import jax
import numpy as np

from gdbench.engine.bundles import Bundle, bundle_key
from gdbench.engine.inputs import Inputs
from gdbench.engine.options import known_options
from gdbench.engine.oracle import KINDS
from gdbench.engine.places import calls_in_flight, devices_for, memory_for_a_call, on_all, pool, spread
from gdbench.engine.programs import Curves, Recorded
from gdbench.engine.tile_sizes import GRANULE
from gdbench.engine.tiles import shared_inputs, tile_inputs
from gdbench.errors import GdbenchError
from gdbench.types import Cell, Lane, Trace

# A program whose runs touch fewer numbers than this, budget times coordinates, is compiled without optimisation. In the
# suites that were measured, on two cores, this saved a third to a half of the compilation (2 to 5 s for 30 branches, 17
# to 23 s for 160) and added at most 1 s of running. The limits were set so that the programs of `quick` get the effort
# that was best for them; the limit is lower where many rules and problems share a program, because each branch serves
# many cells. The choice rests on what every cell of a program has in its key, and on nothing else, because code that is
# optimised rounds differently.
FEW_NUMBERS, FEW_NUMBERS_SHARED = 20_000, 2_000
EASY = {"xla_backend_optimization_level": 0, "xla_cpu_use_fusion_emitters": False}  # compiles fastest
# Other programs are compiled at LLVM's first level of optimisation, which takes 0.7 to 0.85 of the time of its last
# level; they run as fast.
USUAL = {"xla_backend_optimization_level": 1, "xla_cpu_use_fusion_emitters": True}

# XLA hands sums of more than about 4,500 numbers to the library YNNPACK. Over the first axis, YNNPACK takes 2.5 to 4
# times as long as XLA's own loops (measured with jaxlib 0.10.2 and 0.12.0.1), and it rounds differently, so that a sum
# would depend on the size of the tile. Products of matrices stay with the library: without it, tasks take 1.5 to 1.9
# times as long.
OWN_LOOPS = {"xla_cpu_experimental_ynn_fusion_type": "LIBRARY_FUSION_TYPE_INDIVIDUAL_DOT"}
# XLA divides large loops among the cores that it finds when it compiles, and the code of a program into parts that it
# compiles side by side. The last bits would depend on the number of cores and on the size of the program. Calls and
# compilations of whole programs run side by side instead (see `places`).
ONE_CORE = {
    "xla_disable_hlo_passes": "cpu-parallel-task-assigner",
    "xla_cpu_multi_thread_eigen": False,
    "xla_cpu_parallel_codegen_split_count": 1,
}
# The option `xla_cpu_copy_insertion_use_region_analysis` would save a tenth of a step by leaving out copies, but its
# results are wrong: with jaxlib 0.12.0.1, the value of a step is that of the point after the step
# (tests/engine/test_bundles.py).


@dataclass
class CompiledBundle:
    """The compiled program of a bundle, with the seconds that tracing and compiling took."""

    bundle: Bundle
    executable: Any
    trace_seconds: float
    compile_seconds: float
    shared: dict[str, Any] = field(default_factory=dict)

    def run(self, cell: Cell, lanes: Sequence[Lane]) -> Trace:
        """Run the lanes of a cell, tile by tile, and return their trace."""
        return join(list(self.stream(cell, lanes)))

    def stream(self, cell: Cell, lanes: Sequence[Lane]) -> Iterator[Trace]:
        """Yield the traces of a cell's tiles in order; in memory are at most one tile more than run at a time."""
        tile, ahead = self.bundle.tile, calls_in_flight() + 1
        waiting: deque[Future[Trace]] = deque()
        try:
            for at in range(0, len(lanes), tile):
                waiting.append(pool().submit(self._run_tile, cell, lanes[at : at + tile]))
                if len(waiting) == ahead:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()

    def _run_tile(self, cell: Cell, lanes: Sequence[Lane]) -> Trace:
        with known_options(self.bundle.dtype):
            out = called(self.executable, tile_inputs(self.bundle, cell, lanes, self.shared))
        return _trace(out, len(lanes))


def called(executable: Any, inputs: Inputs) -> Recorded:
    """Return the results of a program on the host."""
    return jax.device_get(executable(inputs))


def compile_bundle(bundle: Bundle) -> CompiledBundle:
    """Trace and compile a bundle's program, once, for all devices that share its calls.

    If the program needs more memory than there is, by the compiler's own analysis, it is compiled for a smaller tile.
    """
    devices = devices_for(bundle.tile)
    whole = len(devices) * GRANULE
    bundle = replace(bundle, tile=-(-bundle.tile // whole) * whole, runs=bundle.runs or bundle.tile)
    with known_options(bundle.dtype):
        shared = on_all(shared_inputs(bundle), devices)
    compiled = _compiled(bundle, devices, shared)
    share = memory_for_a_call() / max(1, memory_needed(compiled.executable) // len(devices))
    if share < 1.0 and bundle.tile > whole:
        fitting = max(1, int(share * bundle.tile / whole)) * whole
        return _compiled(replace(bundle, tile=fitting), devices, shared)
    return compiled


def _compiled(bundle: Bundle, devices: Sequence[jax.Device], shared: dict[str, Any]) -> CompiledBundle:
    with known_options(bundle.dtype):
        example = tile_inputs(bundle, bundle.cells[0], [Lane(-1, 0, {})], shared)
        began = time.perf_counter()
        lowered = jax.jit(spread(bundle.program, devices)).lower(example)
        traced = time.perf_counter()
        executable = compile_with(lowered, _effort(bundle))
    return CompiledBundle(bundle, executable, traced - began, time.perf_counter() - traced, shared)


def memory_needed(executable: Any) -> int:
    """Return the bytes that a call needs, all devices together: arguments, results and scratch; 0 if unknown."""
    found = executable.memory_analysis()
    if found is None:
        return 0
    return sum(getattr(found, f"{part}_size_in_bytes") for part in ("argument", "output", "temp"))


def probe(cell: Cell) -> str | None:
    """Return the traceback of a cell that cannot be traced by itself, or the sentence that says why, or None."""
    alone = Bundle(bundle_key(cell), (cell,), 1)
    try:
        with known_options(alone.dtype):
            shared = shared_inputs(alone)
            jax.eval_shape(alone.program, tile_inputs(alone, cell, [Lane(-1, 0, {})], shared))
    except GdbenchError as error:
        return str(error)
    except Exception:
        return traceback.format_exc()
    return None


def join(parts: Sequence[Trace]) -> Trace:
    """Return one trace of all runs of the parts."""
    if len(parts) == 1:
        return parts[0]
    stacked = {
        name: np.concatenate([getattr(part, name) for part in parts]) for name in vars(parts[0]) if name != "measures"
    }
    measures = {name: np.concatenate([part.measures[name] for part in parts]) for name in parts[0].measures}
    return Trace(**stacked, measures=measures)


def _effort(bundle: Bundle) -> dict[str, Any]:
    """Return compiler options; a program whose runs are short is compiled with less effort."""
    if jax.default_backend() != "cpu":
        return {}
    shared = bundle.kind.shared and bundle.work.shared
    few = FEW_NUMBERS_SHARED if shared else FEW_NUMBERS
    short = bundle.cells[0].protocol.budget * bundle.work.dim < few
    return full_effort() | ONE_CORE | (EASY if short else USUAL)


def full_effort() -> dict[str, Any]:
    """Return the options of programs that are timed: those of XLA, whatever ``XLA_FLAGS`` says."""
    return USUAL | {"xla_backend_optimization_level": 3} | OWN_LOOPS if jax.default_backend() == "cpu" else {}


def compile_with(lowered: Any, options: Mapping[str, Any]) -> Any:
    """Compile with the options that this version of XLA knows, because options change between releases."""
    while True:
        try:
            return lowered.compile(compiler_options=dict(options))
        except Exception as error:
            unknown = [name for name in options if name in str(error)]
            if not unknown:
                raise
            options = {name: value for name, value in options.items() if name not in unknown}


def _trace(out: Recorded, runs: int) -> Trace:
    """Return the trace of the first ``runs`` runs of a tile."""
    record = {name: np.asarray(values)[..., :runs] for name, values in out.record._asdict().items()}
    curves = _carried(out.curves, runs)
    if out.counts is None:  # every call was a gradient
        counts = np.zeros((runs, len(KINDS)), np.float32)
        counts[:, KINDS.index("gradients")] = record["cost"]
    else:
        counts = np.asarray(out.counts)[:runs]
    return Trace(
        status=record["status"].astype(np.int8),
        gap=record["gap"],
        best=record["best"],
        grad_norm=record["grad_norm"],
        steps=record["steps"],
        cost=record["cost"],
        counts=counts,
        hit_step=record["hit_step"].T,
        hit_cost=record["hit_cost"].T,
        curve_step=curves["step"],
        curve_cost=curves["cost"],
        curve_gap=curves["gap"],
        measures={name: np.asarray(values)[:runs] for name, values in out.measures.items()},
    )


def _carried(curves: Curves, runs: int) -> dict[str, np.ndarray]:
    """Return curves ``[R, K]`` in which the last written sample fills the rest, as a tile stops once its runs ended."""
    samples = {name: np.asarray(values)[:, :runs] for name, values in curves._asdict().items()}
    written = np.maximum(np.sum(samples["step"] >= 0, axis=0), 1)
    if np.all(written == len(samples["step"])):
        return {name: values.T for name, values in samples.items()}
    rows = np.minimum(np.arange(len(samples["step"]))[:, None], written - 1)
    return {name: np.take_along_axis(values, rows, axis=0).T for name, values in samples.items()}
