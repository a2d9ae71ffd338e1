"""The loops. A program is one function from arrays to arrays; whoever builds it compiles it.

Recorded programs walk from sample to sample of the curve: an inner loop that only steps and observes, and an outer
loop that writes the sample and stops as soon as every run of the tile has ended. Bare programs take a fixed number of
steps and keep nothing: they are for the clock. What one step does is a `Method`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

import jax
from jax import numpy as jnp

from gdbench.engine import record as records
from gdbench.engine.inputs import Inputs
from gdbench.engine.layout import Layout
from gdbench.engine.splits import Split, split_fields
from gdbench.engine.work import Work
from gdbench.types import Status

PerSampleAndRun = Annotated[jax.Array, Split.RUNS_LAST]  # [K, R]


class Method(NamedTuple):
    """How a program starts, steps and looks at its runs; the state is a pytree of arrays."""

    start: Callable[[], Any]
    # advance(t, state, record) -> (state, record): one step, observing on the way where that is free
    advance: Callable[[Any, Any, Any], tuple[Any, Any]]
    # inspect(t, state, record) -> record: what is looked at only where the curve is sampled
    inspect: Callable[[Any, Any, records.RunRecord], records.RunRecord]
    point: Callable[[Any], jax.Array]  # the iterate, to tell whether it moved
    answer: Callable[[Any, Any], jax.Array]  # answer(t, state): the reported points, in the work's layout
    counts: Callable[[Any], jax.Array | None]  # the oracle calls of each run, where the method counts them


@split_fields
class Curves(NamedTuple):
    """The sampled curves of R runs; samples that were never written have step −1."""

    cost: PerSampleAndRun
    gap: PerSampleAndRun
    step: PerSampleAndRun


@split_fields
class Recorded(NamedTuple):
    """What a recorded program returns."""

    counts: Annotated[jax.Array | None, Split.RUNS_FIRST]  # [R, C]; None where the cost says it all
    curves: Curves
    measures: Annotated[dict[str, jax.Array], Split.RUNS_FIRST]  # each [R]
    record: records.RunRecord


class Walk(NamedTuple):
    """The input of a bare program: ``steps`` steps from ``state``, or from the start where ``fresh`` says so."""

    fresh: Any
    inputs: Inputs
    state: Any
    steps: Any


class Walked(NamedTuple):
    """What a bare program returns: where the runs are, and the state from which they may go on."""

    point: jax.Array
    state: Any


def recorded(work: Work, method: Callable[[Inputs], Method], layout: Layout) -> Callable[[Inputs], Recorded]:
    """Return the program that records status, hits, a sampled curve and the final measures of every run.

    ``layout`` is that of the method. A run is measured at the sample at which it is first seen to have ended, so that
    its numbers do not depend on how long the other runs of its tile go on.
    """

    def program(inputs: Inputs) -> Recorded:
        how, goal, schedule = method(inputs), inputs.goal, inputs.schedule
        state = how.start()
        record = records.blank(inputs.live, goal.targets)
        samples = schedule.shape[0]

        def step(carry: Any) -> Any:
            t, state, record = carry
            before = how.point(state)
            state, record = how.advance(t + 1, state, record)
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
    """Curves of which no sample has been written."""
    return Curves(
        step=jnp.full((samples, *record.steps.shape), -1, jnp.int32),
        cost=jnp.full((samples, *record.cost.shape), jnp.nan, record.cost.dtype),
        gap=jnp.full((samples, *record.gap.shape), jnp.nan, record.gap.dtype),
    )


def bare(method: Callable[[Inputs], Method]) -> Callable[[Walk], Walked]:
    """Return the program that takes a number of steps and keeps only where the runs are then.

    It goes on from a given state, because a start, which may draw a network's parameters, is no part of a step.
    """

    def program(walk: Walk) -> Walked:
        how = method(walk.inputs)
        state = jax.lax.cond(walk.fresh, how.start, lambda: walk.state)
        state = jax.lax.fori_loop(0, walk.steps, lambda t, state: how.advance(t + 1, state, None)[0], state)
        return Walked(how.point(state), state)

    return program
