"""The loops. A program is one function from arrays to arrays; whoever builds it compiles it.

Recorded programs walk from sample to sample of the curve: an inner loop that only steps and observes, an
outer one that writes the sample and stops as soon as every run of the tile has ended. Bare programs step a
fixed number of times and keep nothing: they are for the clock. What one step does is a `Method`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import jax
from jax import numpy as jnp

from gdbench.engine import record as records
from gdbench.engine.work import Work
from gdbench.types import Status

Inputs = Mapping[str, Any]
Program = Callable[[Inputs], dict[str, Any]]


class Method(NamedTuple):
    """How a program starts, steps and looks at its runs; the state is a pytree of arrays."""

    start: Callable[[], Any]
    # advance(t, state, record) -> (state, record): one step, observing on the way where that is free
    advance: Callable[[Any, Any, records.Record], tuple[Any, records.Record]]
    # inspect(t, state, record) -> record: what is looked at only where the curve is sampled
    inspect: Callable[[Any, Any, records.Record], records.Record]
    point: Callable[[Any], jax.Array]  # the iterate, to tell whether it moved
    answer: Callable[[Any, Any], jax.Array]  # answer(t, state): the reported points, in the work's layout


def recorded(work: Work, method: Callable[[Inputs], Method], axis: int) -> Program:
    """Return the program that records status, hits, a sampled curve and the final measures of every run.

    ``axis`` is where the method keeps its runs. A run is measured at the sample at which it is first seen to have
    ended, so that its numbers do not depend on how long the others of its tile go on.
    """

    def program(inputs: Inputs) -> dict[str, Any]:
        how, goal, schedule = method(inputs), inputs["goal"], inputs["schedule"]
        state = how.start()
        record = records.blank(inputs["live"], goal.targets)
        samples, coordinates = schedule.shape[0], 1 if axis == 0 else 0

        def step(carry: Any) -> Any:
            t, state, record = carry
            before = how.point(state)
            state, record = how.advance(t + 1, state, record)
            moved = jnp.any(how.point(state) != before, axis=coordinates)
            return t + 1, state, records.note_movement(record, moved)

        def keep(going: jax.Array, old: Any, new: Callable[[], jax.Array]) -> Any:
            return jnp.where(going[:, None], new(), old) if work.measured else old

        def segment(carry: Any) -> Any:
            k, t, state, record, curves, final = carry
            going = record.status == Status.RUNNING
            t, state, record = jax.lax.while_loop(lambda c: c[0] < schedule[k], step, (t, state, record))
            record = records.end_frozen(how.inspect(t, state, record), schedule[-1])
            final = keep(going, final, lambda: how.answer(t, state))
            sample = {"step": record.steps, "cost": record.cost, "gap": record.gap}
            curves = jax.tree.map(lambda all_, one: all_.at[k].set(one), curves, sample)
            return k + 1, t, state, record, curves, final

        def running(carry: Any) -> Any:
            return (carry[0] < samples) & jnp.any(carry[3].status == Status.RUNNING)

        zero = jnp.zeros((), jnp.int32)
        curves = {
            "step": jnp.full((samples, *record.steps.shape), -1, jnp.int32),
            "cost": jnp.full((samples, *record.cost.shape), jnp.nan, record.cost.dtype),
            "gap": jnp.full((samples, *record.gap.shape), jnp.nan, record.gap.dtype),
        }
        final = how.answer(zero, state) if work.measured else None
        carry = (zero, zero, state, record, curves, final)
        _, _, state, record, curves, final = jax.lax.while_loop(running, segment, carry)
        point = how.point(state)
        outside = jnp.any((point < goal.low) | (point > goal.high), axis=coordinates)
        record = records.close(record, outside)
        counts = state.get("counts") if isinstance(state, dict) else None
        measures = work.measures(inputs, final)
        return {"record": record, "curves": curves, "counts": counts, "measures": measures}

    return program


def bare(method: Callable[[Inputs], Method]) -> Program:
    """Return the program that takes ``inputs["steps"]`` steps and keeps only where the runs are then.

    It goes on from ``inputs["state"]``, or starts where ``inputs["fresh"]`` says so: a start, which may draw a
    network's parameters, is no part of a step.
    """

    def program(inputs: Inputs) -> dict[str, Any]:
        how = method(inputs)
        state = jax.lax.cond(inputs["fresh"], how.start, lambda: inputs["state"])
        state = jax.lax.fori_loop(0, inputs["steps"], lambda t, state: how.advance(t + 1, state, None)[0], state)
        return {"point": how.point(state), "state": state}

    return program


def norm(gradient: jax.Array, axis: int) -> jax.Array:
    """Return the length of each run's gradient ``[R]``."""
    return jnp.sqrt(jnp.sum(gradient * gradient, axis=1 if axis == 0 else 0))
