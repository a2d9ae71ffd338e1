"""The record of a run: status, hits of targets, last and best gap. Arrays are ``[R]`` or ``[T, R]``."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import jax
from jax import numpy as jnp

from gdbench.engine.splits import Array, Split, split_fields
from gdbench.types import Status

# A run is frozen when it has not moved for this share of the steps while its gradient is still large.
FROZEN_SHARE = 0.2
FROZEN_GRADIENT = 1e-3


class Goal(NamedTuple):
    """The conditions under which a run has succeeded; all fields are traced, so that no cell needs a compilation.

    A target τ is hit when gap ≤ max(τ · unit, floor), where ``unit`` is the gap at the run's start if
    ``relative`` and 1 otherwise. A gap below −floor is not credited.
    """

    optimum: Array  # [] value at the minimiser
    targets: Array  # [T] largest first
    relative: Array  # [] bool
    floor: Array  # []
    low: Array  # [] the box, ±inf where there is none
    high: Array  # []


PerRun = Annotated[jax.Array, Split.RUNS_FIRST]  # [R]
PerTargetAndRun = Annotated[jax.Array, Split.RUNS_LAST]  # [T, R]


@split_fields
class RunRecord(NamedTuple):
    """The record of R runs."""

    status: PerRun  # int32, see Status
    unit: PerRun  # the gap that relative targets refer to; negative until known
    gap: PerRun  # at the last evaluation
    best: PerRun
    grad_norm: PerRun
    first_norm: PerRun
    steps: PerRun  # int32
    cost: PerRun  # float32, in gradient evaluations
    still: PerRun  # int32: steps since the run last moved
    hit_step: PerTargetAndRun  # int32, −1: not hit
    hit_cost: PerTargetAndRun  # float32, inf: not hit


def blank(live: jax.Array, targets: jax.Array) -> RunRecord:
    """Return the record before the first evaluation; lanes that are not ``live`` only fill the tile."""
    runs, dtype = live.shape[0], targets.dtype
    inf = jnp.full((runs,), jnp.inf, dtype)
    return RunRecord(
        status=jnp.where(live, Status.RUNNING.value, Status.BUDGET.value).astype(jnp.int32),
        unit=jnp.full((runs,), -1.0, dtype),
        gap=inf,
        best=inf,
        grad_norm=inf,
        first_norm=inf,
        steps=jnp.zeros((runs,), jnp.int32),
        cost=jnp.zeros((runs,), jnp.float32),
        still=jnp.zeros((runs,), jnp.int32),
        hit_step=jnp.full((targets.shape[0], runs), -1, jnp.int32),
        hit_cost=jnp.full((targets.shape[0], runs), jnp.inf, jnp.float32),
    )


def observe(record: RunRecord, goal: Goal, step: jax.Array, cost: jax.Array, value: jax.Array) -> RunRecord:
    """Record the value ``[R]`` seen at ``step`` after ``cost`` gradient evaluations (scalar or ``[R]``)."""
    running = record.status == Status.RUNNING
    gap = (value - goal.optimum).astype(record.gap.dtype)
    finite, below = jnp.isfinite(gap), gap < -goal.floor
    unit = jnp.where(record.unit < 0, jnp.where(goal.relative, jnp.abs(gap), 1.0), record.unit)
    credited = running & finite & ~below
    reached = gap[None] <= jnp.maximum(goal.targets[:, None] * unit[None], goal.floor)
    new = credited[None] & reached & (record.hit_step < 0)
    cost = jnp.broadcast_to(jnp.asarray(cost, jnp.float32), gap.shape)
    status = jnp.where(running & ~finite, Status.DIVERGED.value, record.status)
    status = jnp.where(running & below, Status.BELOW_FSTAR.value, status)
    status = jnp.where(credited & reached[-1], Status.SOLVED.value, status)
    return record._replace(
        status=status.astype(jnp.int32),
        unit=unit,
        gap=jnp.where(running, gap, record.gap),
        best=jnp.where(credited, jnp.minimum(record.best, gap), record.best),
        steps=jnp.where(running, step, record.steps).astype(jnp.int32),
        cost=jnp.where(running, cost, record.cost),
        hit_step=jnp.where(new, step, record.hit_step).astype(jnp.int32),
        hit_cost=jnp.where(new, cost[None], record.hit_cost),
    )


def note_gradient(record: RunRecord, norm: jax.Array) -> RunRecord:
    """Record the gradient norm ``[R]`` of runs that continue, and keep the first one for comparison."""
    running = record.status == Status.RUNNING
    norm = norm.astype(record.gap.dtype)
    return record._replace(
        grad_norm=jnp.where(running, norm, record.grad_norm),
        first_norm=jnp.where(jnp.isinf(record.first_norm), norm, record.first_norm),
    )


def note_movement(record: RunRecord, moved: jax.Array) -> RunRecord:
    """Count the steps since each run last ``moved`` ``[R]``.

    This is done at every step, because a run that cycles between two points would seem at rest at the samples.
    """
    return record._replace(still=jnp.where(moved, 0, record.still + 1).astype(jnp.int32))


def end_frozen(record: RunRecord, budget: jax.Array) -> RunRecord:
    """End runs that have not moved for a fifth of the budget although their gradient is large.

    A run that stops at a stationary point has converged; one that stops because its second moment is infinite has not.
    """
    # The norm is infinite where the square of the gradient overflowed, which is what freezes second moments.
    large = (record.grad_norm > FROZEN_GRADIENT * record.first_norm) | jnp.isinf(record.grad_norm)
    frozen = (record.status == Status.RUNNING) & large & (record.still > FROZEN_SHARE * budget)
    return record._replace(status=jnp.where(frozen, Status.FROZEN.value, record.status).astype(jnp.int32))


def end_damaged(record: RunRecord, lost: jax.Array, step: jax.Array, cost: jax.Array) -> RunRecord:
    """End runs whose state ``lost`` ``[R]`` a finite number at this ``step``, after ``cost`` gradient evaluations.

    Their point is still finite, but the coordinates that this number belongs to may never move again.
    """
    frozen = (record.status == Status.RUNNING) & lost
    return record._replace(
        status=jnp.where(frozen, Status.FROZEN.value, record.status).astype(jnp.int32),
        steps=jnp.where(frozen, step, record.steps).astype(jnp.int32),
        cost=jnp.where(frozen, cost, record.cost).astype(jnp.float32),
    )


def close(record: RunRecord, outside: jax.Array) -> RunRecord:
    """Give the runs that have not ended their final status; ``outside`` ``[R]`` says which runs left the box."""
    rest = jnp.where(outside, Status.LEFT_BOX.value, Status.BUDGET.value)
    status = jnp.where(record.status == Status.RUNNING, rest, record.status)
    return record._replace(status=status.astype(jnp.int32))
