"""Wall-clock measurements of specialised programs: one rule, one problem, nothing recorded.

Each program is traced, compiled and warmed before the clock starts, with its inputs and the first state of its runs on
the device; the clock stops when the result is ready. Programs are interleaved in rounds, so that drift of the machine
affects all of them alike, and every sample is kept.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import jax
import numpy as np

from gdbench.engine.bundles import Bundle, bundle_key
from gdbench.engine.compiled import compile_with, full_effort
from gdbench.engine.programs import Walk, bare
from gdbench.engine.tiles import shared_inputs, tile_inputs
from gdbench.types import Cell, Lanes

LONGEST_SAMPLE = 0.01  # seconds
WARM_STEPS = 5


@dataclass
class Stopwatch:
    """One specialised program and its measurements; samples are seconds per step of all runs together."""

    cell: Cell
    executable: Any
    walk: Walk  # its arguments, on the device
    trace_seconds: float
    compile_seconds: float
    steps: int  # per sample; slow programs take fewer, as a sample only has to be much longer than a clock tick
    samples: list[float] = field(default_factory=list)

    def seconds(self, walk: Walk | None = None) -> float:
        """Return how long one call takes until its result is ready; ``walk`` is that of `walking`."""
        began = time.perf_counter()
        self.executable(self.walk if walk is None else walk).point.block_until_ready()
        return time.perf_counter() - began

    def walking(self, steps: int) -> Walk:
        """Return the arguments of a call of ``steps`` steps, on the device."""
        return self.walk._replace(steps=jax.device_put(np.int32(steps)))

    def after(self, steps: int) -> np.ndarray:
        """Return the points of the runs after ``steps`` steps: ``[n, R]``, or ``[R, n]`` for tasks and full rules."""
        return np.asarray(self.executable(self.walking(steps)).point, np.float64)


def prepare(cell: Cell, runs: int, steps: int) -> Stopwatch:
    """Trace, compile and warm the program of one cell at its default setting, ``runs`` seeds wide."""
    bundle = Bundle(bundle_key(cell), (cell,), runs)
    method = bundle.method()
    with jax.enable_x64(bundle.dtype == "float64"):
        inputs = tile_inputs(bundle, cell, Lanes(((-1, {}),), range(runs)), shared_inputs(bundle))
        shapes = jax.eval_shape(lambda inputs: method(inputs).start(), inputs)
        blank = jax.tree.map(lambda each: np.zeros(each.shape, each.dtype), shapes)
        walk = jax.device_put(Walk(fresh=np.True_, inputs=inputs, state=blank, steps=np.int32(0)))
        began = time.perf_counter()
        lowered = jax.jit(bare(method)).lower(walk)
        traced = time.perf_counter()
        executable = compile_with(lowered, full_effort())
        compiled = time.perf_counter()
        walk = walk._replace(state=executable(walk).state, fresh=jax.device_put(np.False_))
        watch = Stopwatch(cell, executable, walk, traced - began, compiled - traced, 1)
        watch.steps = _steps_of_a_sample(watch, steps)
        watch.walk = watch.walking(watch.steps)
    return watch


def _steps_of_a_sample(watch: Stopwatch, most: int) -> int:
    per_step = watch.seconds(watch.walking(WARM_STEPS)) / WARM_STEPS
    return int(np.clip(LONGEST_SAMPLE / per_step, WARM_STEPS, most))


def measure(watches: Sequence[Stopwatch], rounds: int) -> None:
    """Add ``rounds`` samples to each stopwatch, interleaved; every second round runs in reverse order."""
    for turn in range(rounds):
        for watch in watches if turn % 2 == 0 else reversed(watches):
            watch.samples.append(watch.seconds() / watch.steps)


def difference(own: Stopwatch, other: Stopwatch, steps: int) -> float:
    """Return the largest distance of the two after ``steps`` steps, relative to the start's largest coordinate or 1.

    The distance is NaN if both trajectories are no longer finite.
    """
    scale = max(1.0, float(np.max(np.abs(np.asarray(own.walk.inputs.start)))))
    return float(np.max(np.abs(own.after(steps) - other.after(steps))) / scale)
