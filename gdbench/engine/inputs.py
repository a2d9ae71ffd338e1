"""The arrays of one call of a program, each with the way in which devices share it."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

import numpy as np

from gdbench.engine.record import Goal
from gdbench.engine.splits import Array, Split, split_fields
from gdbench.types import Cell


@split_fields
class Inputs(NamedTuple):
    """The inputs of a call of R runs; a field that a program does not need is None."""

    batches: Annotated[Array, Split.REPLICATED]  # [streams, steps, batch] example numbers; mini-batches only
    data: Annotated[Any, Split.REPLICATED]  # {part: {name: array}} of a task
    goal: Annotated[Goal, Split.REPLICATED]
    hp: Annotated[Array, Split.RUNS_LAST]  # [H, R] the traced arguments, in the order of the rule's names
    keys: Annotated[Array, Split.RUNS_FIRST]  # [R, 2] the words of each run's random key
    live: Annotated[Array, Split.RUNS_FIRST]  # [R] false for runs that only fill up the tile
    problem: Annotated[Array, Split.REPLICATED]  # [] which problem of the program; problems only
    rule: Annotated[Array, Split.REPLICATED]  # [] which rule of the program
    schedule: Annotated[Array, Split.REPLICATED]  # [K] the steps at which curves are sampled
    start: Annotated[Array, Split.RUNS_LAST]  # [n, R] where runs begin; problems only
    stream: Annotated[Array, Split.RUNS_FIRST]  # [R] which stream of `batches` is the run's; mini-batches only

    @classmethod
    def only(cls, **fields: Any) -> Inputs:
        """Return inputs with these fields, and None in all others."""
        return cls(**{**dict.fromkeys(cls._fields), **fields})


def goal(cell: Cell) -> Goal:
    """Return the conditions under which a run of this cell has succeeded."""
    unit, dim, dtype = cell.workload.unit, cell.workload.dim, cell.protocol.dtype
    as_float = np.dtype(dtype).type
    low, high = unit.box or (-np.inf, np.inf)
    return Goal(
        optimum=as_float(unit.minimum(dim)),
        targets=np.asarray(cell.targets, dtype),
        relative=np.bool_(cell.relative),
        floor=as_float(unit.floor(dim, dtype)),
        low=as_float(low),
        high=as_float(high),
    )
