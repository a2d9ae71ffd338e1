"""Wall-clock measurements. They come from specialised programs only: one rule, one problem, nothing recorded.

Each program is traced, compiled and warmed first, with its inputs and its runs' first state on the device; the clock
then stops when the result is ready. Programs are interleaved in rounds, so that drift of the machine hits all of them
alike, and every sample is kept.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import jax
import numpy as np

from gdbench.engine.bundles import Bundle, bundle_key
from gdbench.engine.compiled import Counter, compile_with, full_effort
from gdbench.engine.inputs import shared_inputs, tile_inputs
from gdbench.engine.programs import bare
from gdbench.types import Cell, Lanes

LONGEST_SAMPLE = 0.01  # seconds
WARM_STEPS = 5


@dataclass
class Stopwatch:
    """One specialised program and what was measured of it; samples are seconds per step of all runs."""

    cell: Cell
    executable: Any
    inputs: Mapping[str, Any]
    trace_seconds: float
    compile_seconds: float
    steps: int  # per sample: fewer for slow programs, as a sample needs to be long only against the clock
    samples: list[float] = field(default_factory=list)

    def after(self, steps: int) -> np.ndarray:
        """Return where the runs are after ``steps`` steps: ``[n, R]``, or ``[R, n]`` for tasks and full rules."""
        return np.asarray(self.executable({**self.inputs, "steps": np.int32(steps)})["point"], np.float64)


def prepare(cell: Cell, runs: int, steps: int) -> Stopwatch:
    """Trace, compile and warm the program of one cell at its default setting, ``runs`` seeds wide."""
    bundle = Bundle(bundle_key(cell), (cell,), runs)
    method = bundle.method()
    with jax.enable_x64(bundle.dtype == "float64"):
        lanes = Lanes(((-1, {}),), range(runs))
        inputs = tile_inputs(bundle, cell, lanes, shared_inputs(bundle)) | {"steps": np.int32(0)}
        shapes = jax.eval_shape(lambda inputs: method(inputs).start(), inputs)
        inputs |= {"state": jax.tree.map(lambda each: np.zeros(each.shape, each.dtype), shapes), "fresh": np.True_}
        inputs = jax.device_put(inputs)
        began = time.perf_counter()
        lowered = jax.jit(bare(method)).lower(inputs)
        traced = time.perf_counter()
        executable = compile_with(lowered, full_effort())
        compiled = time.perf_counter()
        Counter.compilations += 1
        inputs |= {"state": executable(inputs)["state"]} | jax.device_put({"fresh": np.False_})
        per_sample = _steps_of_a_sample(executable, inputs, steps)
        inputs |= jax.device_put({"steps": np.int32(per_sample)})
    return Stopwatch(cell, executable, inputs, traced - began, compiled - traced, per_sample)


def _steps_of_a_sample(executable: Any, inputs: Mapping[str, Any], most: int) -> int:
    began = time.perf_counter()
    executable({**inputs, "steps": np.int32(WARM_STEPS)})["point"].block_until_ready()
    per_step = (time.perf_counter() - began) / WARM_STEPS
    return int(np.clip(LONGEST_SAMPLE / per_step, WARM_STEPS, most))


def measure(watches: Sequence[Stopwatch], rounds: int) -> None:
    """Add ``rounds`` samples to each stopwatch, interleaved; every second round runs in reverse order."""
    for turn in range(rounds):
        for watch in watches if turn % 2 == 0 else reversed(watches):
            began = time.perf_counter()
            watch.executable(watch.inputs)["point"].block_until_ready()
            watch.samples.append((time.perf_counter() - began) / watch.steps)


def difference(own: Stopwatch, other: Stopwatch, steps: int) -> float:
    """Return the largest distance of the two after ``steps`` steps, relative to the start's largest coordinate or 1.

    Two trajectories that both leave the finite numbers agree in that, and nothing more is claimed: NaN.
    """
    scale = max(1.0, float(np.max(np.abs(np.asarray(own.inputs["start"])))))
    return float(np.max(np.abs(own.after(steps) - other.after(steps))) / scale)
