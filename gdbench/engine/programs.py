"""The loops of programs; a program is a function from arrays to arrays, and its caller compiles it.

Recorded programs walk from sample to sample of the curve: an inner loop that only steps and observes, and an outer
loop that writes the sample and stops as soon as every run of the tile has ended. Bare programs take a fixed number of
steps and record nothing; they are used for timing. A `Method` defines what one step does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

import jax
from jax import numpy as jnp

from gdbench.engine import record as records
from gdbench.engine.damage import Watched
from gdbench.engine.inputs import Inputs
from gdbench.engine.layout import Layout
from gdbench.engine.splits import Split, split_fields
from gdbench.engine.work import Work
from gdbench.types import Status

PerSampleAndRun = Annotated[jax.Array, Split.RUNS_LAST]  # [K, R]


class Method(NamedTuple):
    """The functions by which a program starts, steps and inspects its runs; the state is a pytree of arrays."""

    start: Callable[[], Any]
    # advance(t, state, record, watched) -> (state, record): one step, with an observation if the value comes with the
    # step, and with the end of runs whose state was damaged; the last two arguments are None if nothing is recorded
    advance: Callable[[Any, Any, Any, Watched | None], tuple[Any, Any]]
    # inspect(t, state, record) -> record: the observations that are made only at samples of the curve
    inspect: Callable[[Any, Any, records.RunRecord], records.RunRecord]
    point: Callable[[Any], jax.Array]  # the iterate, to detect whether it moved
    answer: Callable[[Any, Any], jax.Array]  # answer(t, state): the reported points, in the work's layout
    watched: Callable[[Any], Watched]  # the parts of the state that must stay finite, given the first state
    counts: Callable[[Any], jax.Array | None]  # the oracle calls of each run, if the method counts them


@split_fields
class Curves(NamedTuple):
    """The sampled curves of R runs; samples that were never written have step −1."""

    cost: PerSampleAndRun
    gap: PerSampleAndRun
    step: PerSampleAndRun


@split_fields
class Recorded(NamedTuple):
    """The results of a recorded program."""

    counts: Annotated[jax.Array | None, Split.RUNS_FIRST]  # [R, C]; None if all calls are gradients
    curves: Curves
    measures: Annotated[dict[str, jax.Array], Split.RUNS_FIRST]  # each [R]
    record: records.RunRecord


class Walk(NamedTuple):
    """The input of a bare program: ``steps`` steps from ``state``, or from the start if ``fresh`` is true."""

    fresh: Any
    inputs: Inputs
    state: Any
    steps: Any


class Walked(NamedTuple):
    """The results of a bare program: the points of the runs, and the state from which they can continue."""

    point: jax.Array
    state: Any


def recorded(work: Work, method: Callable[[Inputs], Method], layout: Layout) -> Callable[[Inputs], Recorded]:
    """Return the program that records status, hits, a sampled curve and the final measures of every run.

    ``layout`` is that of the method. A run is measured at the first sample after its end, so that its numbers do not
    depend on how long the other runs of its tile continue.
    """

    def program(inputs: Inputs) -> Recorded:
        how, goal, schedule = method(inputs), inputs.goal, inputs.schedule
        state = how.start()
        record = records.blank(inputs.live, goal.targets)
        samples, watched = schedule.shape[0], how.watched(state)

        def step(carry: Any) -> Any:
            t, state, record = carry
            before = how.point(state)
            state, record = how.advance(t + 1, state, record, watched)
            moved = jnp.any(how.point(state) != before, axis=layout.coordinates)
            return t + 1, state, records.note_movement(record, moved)

        def keep(going: jax.Array, old: Any, new: Callable[[], jax.Array]) -> Any:
            return jnp.where(work.layout.per_run(going), new(), old) if work.measured else old

        def segment(carry: Any) -> Any:
            k, t, state, record, curves, final = carry
            going = record.status == Status.RUNNING
            t, state, record = jax.lax.while_loop(lambda c: c[0] < schedule[k], step, (t, state, record))
            record = records.end_frozen(how.inspect(t, state, record), schedule[-1])
            final = keep(going, final, lambda: how.answer(t, state))
            sample = Curves(cost=record.cost, gap=record.gap, step=record.steps)
            curves = jax.tree.map(lambda all_, one: all_.at[k].set(one), curves, sample)
            return k + 1, t, state, record, curves, final

        def running(carry: Any) -> Any:
            return (carry[0] < samples) & jnp.any(carry[3].status == Status.RUNNING)

        zero = jnp.zeros((), jnp.int32)
        final = how.answer(zero, state) if work.measured else None
        carry = (zero, zero, state, record, _unwritten(record, samples), final)
        _, _, state, record, curves, final = jax.lax.while_loop(running, segment, carry)
        point = how.point(state)
        outside = jnp.any((point < goal.low) | (point > goal.high), axis=layout.coordinates)
        record = records.close(record, outside)
        measures = {} if final is None else work.measures(inputs, final)
        return Recorded(how.counts(state), curves, measures, record)

    return program


def _unwritten(record: records.RunRecord, samples: int) -> Curves:
    """Return curves of which no sample has been written."""
    return Curves(
        step=jnp.full((samples, *record.steps.shape), -1, jnp.int32),
        cost=jnp.full((samples, *record.cost.shape), jnp.nan, record.cost.dtype),
        gap=jnp.full((samples, *record.gap.shape), jnp.nan, record.gap.dtype),
    )


def bare(method: Callable[[Inputs], Method]) -> Callable[[Walk], Walked]:
    """Return the program that takes a number of steps and returns only the final points of the runs.

    The program can continue from a given state, because the start, which may draw the parameters of a network, is not
    part of a step.
    """

    def program(walk: Walk) -> Walked:
        how = method(walk.inputs._replace(rule=None, problem=None))  # the one rule on the one problem, without a switch
        state = jax.lax.cond(walk.fresh, how.start, lambda: walk.state)
        state = jax.lax.fori_loop(0, walk.steps, lambda t, state: how.advance(t + 1, state, None, None)[0], state)
        return Walked(how.point(state), state)

    return program
