"""Wall-clock measurements of specialised programs: one rule, one problem, nothing recorded.

The time of a step is a slope: calls of two lengths alternate, and their difference in seconds is divided by their
difference in steps. What a call costs beside its steps is no part of the slope, and is measured by itself. Programs
that are compared make calls of the same two lengths, in turns that begin and end with the same program, so that drift
of the machine affects all of them alike.
"""

from __future__ import annotations

import contextlib
import gc
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import jax
import numpy as np
from jax.experimental.compilation_cache import compilation_cache

from gdbench.engine.bundles import Bundle, bundle_key
from gdbench.engine.compiled import compile_with, full_effort
from gdbench.engine.options import known_options
from gdbench.engine.programs import Walk, Walked, bare
from gdbench.engine.tiles import shared_inputs, tile_inputs
from gdbench.types import Cell, Lanes

STEPS_SECONDS = 0.001  # of the steps of the longer call, at least
TIMES_FIXED = 10  # and at least this many times what a call costs beside its steps, which grows with the state
SHARE = 10  # the longer call has this many times the steps of the shorter one
SAMPLE_SECONDS = 0.01  # of the longer calls of a sample, of which a slow program makes fewer
SLOW_SECONDS = 0.1  # a call that takes as long is made once, because no interruption lengthens it much
FEWEST_CALLS = 3
MOST_CALLS = 6
PATIENCE = 10  # how many times as many calls a sample may take on a busy machine
MOST_STEPS = 2**22  # a program whose calls do not grow with this many steps does nothing in a step
CACHE = "jax_enable_compilation_cache"  # the option of JAX
LARGEST_SHIFT = 16384  # bytes; a shift of more than a few pages has no further effect


class Lengths(NamedTuple):
    """The steps of the shorter and of the longer call."""

    short: int
    long: int


class Sample(NamedTuple):
    """The seconds per step of all runs together, and the seconds of a call without any step."""

    step: float
    call: float


@dataclass
class TimedProgram:
    """A compiled program with its arguments on the device.

    The executable takes the arguments and a number of steps, and returns the points of the runs and their state, all
    without any structure around them, so that another process can call it without the code that it was made of.
    """

    executable: Any
    arguments: tuple[Any, ...]

    def results(self, steps: int) -> tuple[Any, ...]:
        """Return the points and the state of the runs after ``steps`` steps."""
        return self.executable(*self.arguments, jax.device_put(np.int32(steps)))

    def seconds(self, steps: int) -> float:
        """Return how long a call of ``steps`` steps takes until its result is ready."""
        asked = jax.device_put(np.int32(steps))
        asked.block_until_ready()
        began = time.perf_counter()
        self.executable(*self.arguments, asked)[0].block_until_ready()
        return time.perf_counter() - began

    def shortest(self, steps: int, calls: int = 3) -> float:
        """Return the seconds of the shortest of some calls, because other work can only lengthen a call."""
        return min(self.seconds(steps) for _ in range(calls))


@dataclass
class Stopwatch:
    """One specialised program, what it starts from, and the seconds that tracing and compiling it took."""

    cell: Cell
    program: TimedProgram
    walk: Walk  # on the device
    trace_seconds: float
    compile_seconds: float

    def after(self, steps: int) -> np.ndarray:
        """Return the points of the runs after ``steps`` steps: ``[n, R]``, or ``[R, n]`` for tasks and full rules."""
        return np.asarray(self.program.results(steps)[0], np.float64)


def prepare(cell: Cell, runs: int) -> Stopwatch:
    """Trace, compile and start the program of one cell at its default setting, ``runs`` seeds wide."""
    bundle = Bundle(bundle_key(cell), (cell,), runs)
    method = bundle.method()
    with known_options(bundle.dtype):
        inputs = tile_inputs(bundle, cell, Lanes(((-1, {}),), range(runs)), shared_inputs(bundle))
        shapes = jax.eval_shape(lambda inputs: method(inputs).start(), inputs)
        blank = jax.tree.map(lambda each: np.zeros(each.shape, each.dtype), shapes)
        walk = jax.device_put(Walk(fresh=np.True_, inputs=inputs, state=blank, steps=np.int32(0)))
        leaves, structure = jax.tree.flatten(walk)

        def flat(*leaves: Any) -> tuple[Any, ...]:
            walked: Walked = bare(method)(jax.tree.unflatten(structure, leaves))
            return tuple(jax.tree.leaves(walked))

        began = time.perf_counter()
        lowered = jax.jit(flat).lower(*leaves)
        traced = time.perf_counter()
        executable = compile_with(lowered, full_effort())
        compiled = time.perf_counter()
        _, *state = executable(*leaves)
        given = (jax.device_put(np.False_), *jax.tree.leaves(walk.inputs), *state)
    return Stopwatch(cell, TimedProgram(executable, given), walk, traced - began, compiled - traced)


def lengths(programs: Sequence[TimedProgram], seconds: float = STEPS_SECONDS) -> Lengths:
    """Return the lengths of the calls of programs that are compared.

    The steps of the longer call take the fastest program about as many ``seconds``, or `TIMES_FIXED` times as long as a
    call without steps if that is more. Raises ValueError for a program whose calls take no longer with more steps.
    """
    long = max(2, *(_steps_within(program, seconds) for program in programs))
    return Lengths(max(1, long // SHARE), long)


def _steps_within(program: TimedProgram, seconds: float) -> int:
    """Return how many steps take about as many seconds, or `TIMES_FIXED` times as long as a call without any.

    The number is tried before it is returned, because on a busy machine a call of few steps may take as long.
    """
    fixed, steps = np.inf, 1
    while steps <= MOST_STEPS:
        fixed = min(fixed, program.shortest(0))
        goal = max(seconds, TIMES_FIXED * fixed)
        took = program.shortest(steps) - fixed
        if took >= goal / 2:
            wanted = max(1, round(steps * goal / took))
            if program.shortest(wanted, MOST_CALLS) - fixed >= goal / 2:
                return wanted
        steps *= 4
    raise ValueError(f"{MOST_STEPS} steps take no longer than none")


def sampled(program: TimedProgram, given: Lengths) -> Sample:
    """Return one sample: the slope between the shortest calls of each length, and the shortest call of no steps.

    Where other work has disturbed all calls, so that more steps seem to take less time, there are more calls.
    """
    long = short = none = np.inf
    for calls in range(1, MOST_CALLS * PATIENCE + 1):
        long, short = min(long, program.seconds(given.long)), min(short, program.seconds(given.short))
        none = min(none, program.seconds(0))
        wanted = FEWEST_CALLS if calls * long >= SAMPLE_SECONDS else MOST_CALLS
        if long > short and (calls >= wanted or long >= SLOW_SECONDS):
            break
    return Sample((long - short) / (given.long - given.short), none)


def measure(groups: Sequence[Sequence[TimedProgram]], rounds: int) -> list[list[list[Sample]]]:
    """Return the samples of programs in groups that are compared: by group, by program, and by round.

    In a round, the programs of a group take turns forwards and then backwards, and the sample of each is the mean of
    its two. Each round goes through all groups, every second one in reverse order. A group with a program whose calls
    do not grow with their steps has no samples, and a round in which they did not grow is left out.
    """
    found: list[list[list[Sample]]] = [[[] for _ in group] for group in groups]
    given = {i: known for i, group in enumerate(groups) if (known := _lengths_or_none(group))}
    moving = MovingMemory()
    for turn in range(rounds):
        for i in given if turn % 2 == 0 else reversed(given):
            moving.move()
            taken = _in_turns(groups[i], given[i])
            if all(sample.step > 0 for sample in taken):
                for samples, sample in zip(found[i], taken, strict=True):
                    samples.append(sample)
    return found


def _lengths_or_none(group: Sequence[TimedProgram]) -> Lengths | None:
    try:
        return lengths(group) if group else None
    except ValueError:
        return None


def _in_turns(group: Sequence[TimedProgram], given: Lengths) -> list[Sample]:
    """Return one sample of each program; several programs are sampled forwards and backwards."""
    there = [sampled(program, given) for program in group]
    if len(group) == 1:
        return there
    back = [sampled(program, given) for program in reversed(group)][::-1]
    return [Sample(*np.mean(both, axis=0).tolist()) for both in zip(there, back, strict=True)]


class MovingMemory:
    """Shifts the memory that the next calls will get.

    The addresses of arrays change the time of the same program by a few per cent, and this error persists as long as a
    process keeps them (Mytkowicz et al., ASPLOS 2009; Curtsinger and Berger, ASPLOS 2013).
    """

    def __init__(self) -> None:
        self._ballast: list[bytearray] = []

    def move(self) -> None:
        """Take and release some memory of random sizes."""
        self._ballast += [bytearray(random.randrange(64, LARGEST_SHIFT)) for _ in range(4)]
        while len(self._ballast) > 24:
            self._ballast.pop(random.randrange(len(self._ballast)))


def keep_calls_in_their_thread() -> None:
    """Make JAX run calls in the calling thread, because a hand-over would be timed; done before JAX starts."""
    jax.config.update("jax_cpu_enable_async_dispatch", False)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Keep Python's garbage collector from running in this context."""
    was_on = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextlib.contextmanager
def compiled_afresh() -> Iterator[None]:
    """Keep JAX's cache of compiled programs out of use in this context.

    What was loaded from the cache cannot be sent to another process, and loading is not compiling.
    """
    enabled = getattr(jax.config, CACHE)
    jax.config.update(CACHE, False)
    compilation_cache.reset_cache()  # JAX looks at the option only once
    try:
        yield
    finally:
        jax.config.update(CACHE, enabled)
        compilation_cache.reset_cache()


def difference(own: Stopwatch, other: Stopwatch, steps: int) -> float:
    """Return the largest distance of the two after ``steps`` steps, relative to the start's largest coordinate or 1.

    The distance is NaN if both trajectories are no longer finite.
    """
    scale = max(1.0, float(np.max(np.abs(np.asarray(own.walk.inputs.start)))))
    return float(np.max(np.abs(own.after(steps) - other.after(steps))) / scale)
